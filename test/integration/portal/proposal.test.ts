/**
 * Uploads that are put right first: shown with what will change, confirmed, given up, replaced, and
 * deleted after a day.
 */
import sharp from 'sharp'
import { cardRequestPath, proposalPath } from '../../../services/portal/paths'
import { createDeletionActivities } from '../../../activities/retention/deletion'
import { createLog } from '../../../services/shared/log/log'
import { sha256Of } from '../../../services/shared/documents/store/documentStore'
import { verifyPhoto } from '../../../services/shared/documents/intake/verifyPhoto'
import { drawFace } from '../../../deploy/demo/drawing/faces'
import { expiredBefore } from '../../../workflows/domain/retention'
import type { DocumentKind } from '../../../workflows/domain/documents'
import type { Draft } from '../../../services/shared/store/draft'
import type { Pin } from '../../../services/shared/store/keptDocument'
import { HOUR_MS } from '../../support/durations'
import { formWithButton, linkTo, uploadFieldOf } from '../../support/htmlForm'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import { makeRelative, requestOf, sample } from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'

const SAVE = 'Bu hâliyle kaydet'
const DONE = 'Fotoğraf başarılı bir şekilde yüklendi'
const WAITS = 'Yüklediğiniz dosya onayınızı bekliyor.'

/** Deletes as the schedule does after this time. */
async function deleteExpired(afterMs: number): Promise<void> {
  const at = new Date(Date.now() + afterMs)
  const record = createDeletionActivities({
    store: app.store,
    log: createLog('test', 'silent'),
    now: () => at,
  })
  const { ids, keys } = await record.beginDeletion({ at: at.toISOString() })
  await app.documents.remove(keys.map((key) => ({ key })))
  await record.endDeletion({ ids, at: at.toISOString() })
  await app.documents.removeWaiting(expiredBefore('unconfirmedUpload', at))
}

let app: PortalApp
let mother: StaffMember
let child: Relative
let address: string
let phonePhoto: Buffer
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
  phonePhoto = await sharp(await drawFace(4, 3024, 4032))
    .rotate(270)
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app)
  address = cardRequestPath(child._id)
})

const pageOf = (kind: DocumentKind) => proposalPath('cardRequest', child._id, kind)

async function draft(): Promise<Draft> {
  return app.store.drafts.findOne({ personId: child._id }).orFail().lean()
}

/** The files that wait for a confirmation. */
async function waitingFiles(): Promise<Pin[]> {
  const { proposals = [] } = await draft()
  return proposals.flatMap(({ frame, result }) => [
    ...(frame === null ? [] : [frame.source, frame.upright]),
    ...(result === null ? [] : [result]),
  ])
}

async function expectGone(files: readonly Pin[]): Promise<void> {
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) expect(await app.documents.isStored(file)).toBe(false)
}

async function keptPhoto(): Promise<Buffer> {
  const html = await mother.page(address)
  const shown = await mother.get(linkTo(html, 'Fotoğrafı Göster')!).buffer(true).expect(200)
  return shown.body as Buffer
}

async function upload(kind: DocumentKind, bytes: Buffer) {
  const answer = await mother.upload(address, kind, bytes)
  expect(answer.status).toBe(303)
  return answer.headers.location as string
}

describe('a photo that is still to be cut out', () => {
  it('S24 S25 S26 S27 D13 becomes a card photo in three presses, from a picture of a phone', async () => {
    expect(await upload('photo', phonePhoto)).toBe(pageOf('photo'))
    const html = await mother.page(pageOf('photo'))
    expect(html).toContain('<h1 class="pyk-title">Fotoğrafı uygun hâle getir</h1>')
    expect(html).toContain('Ölçü: 3024 × 4032 → 600 × 800 piksel')
    expect(html).toMatch(/Çözünürlük: [^<]* → 300 dpi/)
    const answer = await mother.press(html, SAVE)
    expect(answer.headers.location).toBe(`${address}#photo-field`)
    const field = uploadFieldOf(await mother.page(address), 'photo')
    expect(field).toContain(DONE)
    expect(field).not.toContain(WAITS)
    expect(await verifyPhoto(await keptPhoto())).toEqual([])
    const { documents, proposals } = await draft()
    expect(proposals).toEqual([])
    expect(documents[0]).toMatchObject({
      kind: 'photo',
      measured: { format: 'jpeg', width: 600, height: 800, dpi: { x: 300, y: 300 } },
    })
  })

  it('D13 is shown upright with the proposed frame, to its owner only', async () => {
    await upload('photo', phonePhoto)
    const html = await mother.page(pageOf('photo'))
    expect(html).toContain('viewBox="0 0 3024 4032"')
    const picture = await mother
      .get(`${pageOf('photo')}/upright`)
      .buffer(true)
      .expect(200)
    expect(picture.headers['content-type']).toBe('image/jpeg')
    expect(await sharp(picture.body as Buffer).metadata()).toMatchObject({
      width: 960,
      height: 1280,
    })
    const colleague = await app.signedIn('colleague')
    for (const path of ['', '/upright', '/advice', '/pages/1'])
      await colleague.get(`${pageOf('photo')}${path}`).expect(404)
  })

  it('D13 has its frame moved by the buttons without scripts, and is cut there', async () => {
    await upload(
      'photo',
      await sharp(await drawFace(4, 1800, 1600))
        .png()
        .toBuffer(),
    )
    let html = await mother.page(pageOf('photo'))
    const frameIn = () => formWithButton(html, SAVE).fields
    expect(frameIn()).toMatchObject({ left: '300', top: '0', width: '1200' })
    for (const button of ['+ Yakınlaştır', '↓ Aşağı', '→ Sağa']) {
      const { fields } = formWithButton(html, button)
      html = await mother.page(`${pageOf('photo')}?${new URLSearchParams(fields).toString()}`)
    }
    expect(frameIn()).toMatchObject({ left: '414', top: '134', width: '1080' })
    await mother.press(html, SAVE)
    const moved = await keptPhoto()
    expect(await verifyPhoto(moved)).toEqual([])
    await upload(
      'photo',
      await sharp(await drawFace(4, 1800, 1600))
        .png()
        .toBuffer(),
    )
    await mother.pressOn(pageOf('photo'), SAVE)
    expect((await keptPhoto()).equals(moved)).toBe(false)
  })

  it('D13 has the same bytes for the same frame, however it was chosen', async () => {
    await upload('photo', phonePhoto)
    await mother.pressOn(pageOf('photo'), SAVE, { left: '300', top: '200', width: '1500' })
    const first = await keptPhoto()
    await upload('photo', phonePhoto)
    const html = await mother.page(`${pageOf('photo')}?left=300&top=200&width=1500`)
    await mother.press(html, SAVE)
    expect((await keptPhoto()).equals(first)).toBe(true)
  })

  it('D13 ignores a frame that no button makes', async () => {
    await upload('photo', phonePhoto)
    for (const query of [
      'left=x',
      'left=-9&top=1e99&width=1',
      'left=&top=&width=&move=away',
      'width=NaN',
    ])
      expect(await mother.page(`${pageOf('photo')}?${query}`)).toContain(SAVE)
    await mother.pressOn(pageOf('photo'), SAVE, { left: '-5', top: '1e300', width: '7' })
    expect(await verifyPhoto(await keptPhoto())).toEqual([])
  })
})

describe('other files that are put right', () => {
  it('S38 D13 asks one question when only the resolution is wrong', async () => {
    const location = await upload('photo', await sample('yanlis-fotograf-72dpi.jpg'))
    const html = await mother.page(location)
    expect(html).toContain('<h1 class="pyk-title">300 dpi olarak kaydedilsin mi?</h1>')
    expect(html).toContain('Çözünürlük: 72 × 72 dpi → 300 dpi')
    const shown = await mother.get(`${location}/pages/1`).buffer(true).expect(200)
    await mother.press(html, 'Evet, 300 dpi olarak kaydet')
    expect(await keptPhoto()).toEqual(shown.body)
    expect(await verifyPhoto(await keptPhoto())).toEqual([])
  })

  it('D13 says next to that question what to look at in the photo', async () => {
    const dark = sharp({ create: { width: 600, height: 800, channels: 3, background: '#1c1c1c' } })
    const html = await mother.page(await upload('photo', await dark.jpeg().toBuffer()))
    expect(html).toContain('300 dpi olarak kaydedilsin mi?')
    expect(html).toContain('Fotoğraf çok karanlık görünüyor.')
  })

  it('S29 S30 S31 D13 offers a screenshot of a receipt as a JPEG', async () => {
    const png = await sharp(await sample('dogru-dekont.jpg'))
      .png()
      .toBuffer()
    const location = await upload('receipt', png)
    const html = await mother.page(location)
    expect(html).toContain('Dosya türü: PNG → JPEG')
    await mother.press(html, SAVE)
    const field = uploadFieldOf(await mother.page(address), 'receipt')
    expect(field).toContain('Dekont başarılı bir şekilde yüklendi')
  })
})

describe('a file that waits for its confirmation', () => {
  it('S28 D13 leaves the earlier photo until it is confirmed, and is linked from the page', async () => {
    await upload('photo', await sample('dogru-fotograf.jpg'))
    const earlier = await keptPhoto()
    await upload('photo', phonePhoto)
    const html = await mother.page(address)
    expect(uploadFieldOf(html, 'photo')).toContain(WAITS)
    expect(linkTo(html, 'Görün ve onaylayın: Fotoğraf')).toBe(pageOf('photo'))
    expect(await keptPhoto()).toEqual(earlier)
    const files = await waitingFiles()
    await mother.pressOn(pageOf('photo'), 'Vazgeç')
    expect(await keptPhoto()).toEqual(earlier)
    expect(uploadFieldOf(await mother.page(address), 'photo')).not.toContain(WAITS)
    await expectGone(files)
  })

  it('D13 is kept as it came, outside the documents, and deleted once it is confirmed', async () => {
    await upload('photo', phonePhoto)
    const files = await waitingFiles()
    expect(files.map(({ key }) => key.split('/')[0])).toEqual(['waiting', 'waiting'])
    expect(files[0]!.sha256).toBe(await sha256Of(phonePhoto))
    await mother.pressOn(pageOf('photo'), SAVE)
    await expectGone(files)
    expect((await draft()).documents[0]!.key).toMatch(/^documents\//)
  })

  it('D13 is replaced by the next upload of its kind, whether that waits or is taken', async () => {
    await upload('photo', phonePhoto)
    const first = await waitingFiles()
    await upload('photo', await sample('yanlis-fotograf-72dpi.jpg'))
    await expectGone(first)
    const second = await waitingFiles()
    expect(second).toHaveLength(1)
    await upload('photo', await sample('dogru-fotograf.jpg'))
    expect((await draft()).proposals).toEqual([])
    await expectGone(second)
  })

  it('D13 stays when a later upload is refused', async () => {
    await upload('photo', phonePhoto)
    await mother.upload(address, 'photo', await sample('yanlis-fotograf-yarim.jpg'))
    expect((await draft()).proposals).toHaveLength(1)
  })

  it('D13 is not confirmed by a tab that shows an earlier one, and nothing is lost', async () => {
    await upload('photo', phonePhoto)
    const outdated = await mother.page(pageOf('photo'))
    await upload('photo', await sample('yanlis-fotograf-72dpi.jpg'))
    await mother.press(outdated, SAVE)
    expect(await mother.page(address)).toContain('Onay bekleyen dosya artık yok')
    expect(await draft()).toMatchObject({ documents: [], proposals: [{ kind: 'photo' }] })
  })

  it('D13 is confirmed once by two tabs at the same moment, next to a file of another kind', async () => {
    await upload('photo', phonePhoto)
    await upload(
      'receipt',
      await sharp(await sample('dogru-dekont.jpg'))
        .png()
        .toBuffer(),
    )
    const [photo, receipt] = [
      await mother.page(pageOf('photo')),
      await mother.page(pageOf('receipt')),
    ]
    const answers = await Promise.all([
      mother.press(photo, SAVE),
      mother.press(photo, SAVE),
      mother.press(receipt, SAVE),
    ])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    const { documents, proposals } = await draft()
    expect(documents.map(({ kind }) => kind).sort()).toEqual(['photo', 'receipt'])
    expect(proposals).toEqual([])
    const audited = await app.store.auditEntries
      .find({ event: 'documentUploaded', actor: accountId('mother'), subject: (await draft())._id })
      .lean()
    expect(audited.filter(({ outcome }) => outcome === 'done')).toHaveLength(4)
  })

  it('D13 is deleted after 24 hours, and not before', async () => {
    await upload('photo', phonePhoto)
    const files = await waitingFiles()
    const orphan = await app.documents.putWaiting(Buffer.from('left behind by an outage'))
    await deleteExpired(23 * HOUR_MS)
    expect((await draft()).proposals).toHaveLength(1)
    for (const file of files) expect(await app.documents.isStored(file)).toBe(true)
    await deleteExpired(25 * HOUR_MS)
    expect((await draft()).proposals).toEqual([])
    await expectGone([...files, orphan])
    expect((await mother.get(pageOf('photo'))).headers.location).toBe(address)
  })

  it('S34 D13 is deleted when the request is filed', async () => {
    await upload('photo', await sample('dogru-fotograf.jpg'))
    await upload('receipt', await sample('dogru-dekont.pdf'))
    await upload('photo', phonePhoto)
    const files = await waitingFiles()
    await mother.pressOn(address, 'Kaydet', { responsibility: 'accepted' })
    expect((await requestOf(app, child)).documents).toHaveLength(2)
    await expectGone(files)
  })

  it('D13 gives nothing to somebody else, who cannot confirm or give it up either', async () => {
    await upload('photo', phonePhoto)
    const colleague = await app.signedIn('colleague')
    const offered = String((await draft()).proposals![0]!.offeredAt.getTime())
    for (const path of [pageOf('photo'), `${pageOf('photo')}/discard`])
      expect((await colleague.post(path, { offered })).status).toBe(404)
    expect((await draft()).proposals).toHaveLength(1)
  })
})

describe('a file that only the person can put right', () => {
  it('D13 is refused with what to do, in HEIC with the setting of the phone', async () => {
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
    await mother.upload(address, 'photo', heic)
    expect(await mother.page(address)).toContain('Ayarlar &gt; Kamera &gt; Biçimler &gt; En Uyumlu')
    await mother.upload(address, 'photo', await sample('yanlis-fotograf-olcu.jpg'))
    expect(await mother.page(address)).toContain(
      'fotoğrafçınızdan 600 × 800 piksel, 300 dpi isteyebilirsiniz',
    )
  })
})
