/**
 * The card request at the portal: what its page asks for, "Kaydet" once and twice, and who may not
 * ask.
 */
import { randomUUID } from 'node:crypto'
import { cardRequestPath, FAMILY, requestPath } from '../../../services/portal/paths'
import { requestWorkflowId } from '../../../workflows/contract'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { dumpRun } from '../../support/historyDump'
import { formWithButton, linkTo, uploadFieldOf } from '../../support/htmlForm'
import { rejection } from '../../support/messages'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp } from '../../support/portalApp'
import {
  explain,
  fileCardRequest,
  inSubState,
  makeRelative,
  requestOf,
  sample,
  uploadGood,
} from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import type { StaffMember } from '../../support/portalApp'
import { waitFor } from '../../support/world'

const FILED = 'Talebiniz alınmış ve Kimlik Bürosuna yönlendirilmiştir'
const ACCEPTED = { responsibility: 'accepted' }

let app: PortalApp
let mother: StaffMember
let father: StaffMember
let child: Relative
let address: string
beforeAll(async () => {
  app = await startPortal()
  ;[mother, father] = await Promise.all([app.signedIn('mother'), app.signedIn('father')])
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app, ['mother', 'father'])
  address = cardRequestPath(child._id)
})

const requestsOf = ({ _id }: Relative) => app.store.requests.find({ personId: _id }).lean()

describe('the page', () => {
  it('S22 S23 S24 S25 S29 S32 S33 opens from the row of the relative and asks for everything needed, with the limits shown first', async () => {
    const family = await mother.page(FAMILY)
    expect(linkTo(family, `Kart talep et: ${child.name} ${child.surname}`)).toBe(address)
    const html = await mother.page(address)
    expect(html).toContain('<h1 class="pyk-title">Tanıtım kartı talep işlemleri</h1>')
    for (const text of [
      'Gözat',
      'Yükle',
      'JPG ya da JPEG, 600 × 800 piksel, 300 dpi, en çok 1 MB',
      'JPG, JPEG ya da PDF, en çok 5 MB',
      'Talep edilen kartın her türlü sorumluluğunu kabul ediyorum.',
    ]) {
      expect(html).toContain(text)
    }
    expect(formWithButton(html, 'Kaydet').fields).not.toHaveProperty('responsibility')
  })

  it('S24 S36 has the rules of the photo and drawn examples between its label and "Gözat"', async () => {
    const html = await mother.page(address)
    const { groups } =
      /<label[^>]* for="photo">(?<above>[^]*?)<input[^>]* id="photo"/.exec(html) ?? {}
    expect(groups!.above).toContain('Fotoğrafçınızdan 300 dpi, 600 × 800 piksel fotoğraf isteyin')
    expect(groups!.above).toContain('Telefonla çektiğinizi ya da elinizdeki başka bir resmi de')
    for (const example of ['Uygun', 'Çok karanlık', 'Bulanık', 'Arka plan karışık'])
      expect(groups!.above).toMatch(
        new RegExp(`<img [^>]*alt="[^"]+">[^<]*<figcaption>[^]*? ${example}<`),
      )
    expect(html.split('Fotoğraf nasıl olmalı?')).toHaveLength(3)
  })

  it('D12 shows no identity number and has none in its address', async () => {
    expect(address).not.toContain(child.identityNumber)
    expect(await mother.page(address)).not.toContain(child.identityNumber)
  })
})

describe('"Kaydet" before everything is there', () => {
  it('S32 S35 names every missing part at once, each at its field, and files nothing', async () => {
    const answer = await mother.pressOn(address, 'Kaydet')
    expect(answer.headers.location).toBe(address)
    const html = await mother.page(address)
    expect(html).toContain('href="#photo">Fotoğrafı yükleyin')
    expect(html).toContain('href="#receipt">Dekontu yükleyin')
    expect(html).toContain(
      'href="#responsibility">Devam etmek için sorumluluğu kabul ettiğinizi işaretleyin',
    )
    for (const field of ['photo', 'receipt', 'responsibility'])
      expect(html).toContain(`id="${field}"`)
    expect(await requestsOf(child)).toEqual([])
  })

  it('S35 names the one part that is missing, and keeps what was given', async () => {
    await uploadGood(mother, address, ['photo'])
    await mother.pressOn(address, 'Kaydet', ACCEPTED)
    const html = await mother.page(address)
    expect(html).toContain('href="#receipt">Dekontu yükleyin')
    expect(html).not.toContain('href="#photo"')
    expect(formWithButton(html, 'Kaydet').fields).toMatchObject(ACCEPTED)
    expect(linkTo(html, 'Fotoğrafı Göster')).not.toBeNull()
  })

  it('S32 keeps the tick over a new login and over a file that is refused', async () => {
    await uploadGood(mother, address, ['photo'])
    await mother.pressOn(address, 'Kaydet', ACCEPTED)
    const elsewhere = await app.signedIn('mother')
    const ticked = async () => formWithButton(await elsewhere.page(address), 'Kaydet').fields
    expect(await ticked()).toMatchObject(ACCEPTED)
    await elsewhere.upload(address, 'receipt', await sample('yanlis-dekont-word.pdf'))
    expect(await ticked()).toMatchObject(ACCEPTED)
  })
})

describe('"Kaydet" with everything there', () => {
  it('S34 S35 S41 S42 S43 files the request, says so with its number, and the family screen shows its stage', async () => {
    await uploadGood(mother, address, ['photo', 'receipt'])
    const answer = await mother.pressOn(address, 'Kaydet', ACCEPTED)
    expect(answer.headers.location).toBe(FAMILY)
    const { _id, number, documents, applicantId, relatedStaffIds } = await requestOf(app, child)
    const html = await mother.page(FAMILY)
    expect(html).toContain(FILED)
    expect(html).toContain(number)
    expect(html).toMatch(
      /yönlendirilmiştir[^]*Kimlik Bürosu talebinizi en geç \d+ \S+ \d{4} günü sonuna kadar inceler/,
    )
    expect(linkTo(html, 'Talebi görüntüle')).toBe(requestPath(_id))
    expect(html).toMatch(/Kart Talebi[^]*Onay Bekliyor/)
    expect(await mother.page(FAMILY)).not.toContain(FILED)

    expect(documents.map(({ kind }) => kind)).toEqual(['photo', 'receipt'])
    expect(applicantId).toBe(accountId('mother'))
    expect([...relatedStaffIds].sort()).toEqual([accountId('father'), accountId('mother')])
    await inSubState(app, _id, 'inReview')
    const lines = await app.store.auditEntries
      .find({ event: 'requestFiled', subject: _id }, { outcome: 1 })
      .lean()
    expect(lines.map(({ outcome }) => outcome)).toEqual(['done'])
  })

  it('S36 S37 S38 keeps what intake measured with the request, and out of the run', async () => {
    const { documents } = await fileCardRequest(app, mother, child)
    expect(documents.map(({ measured }) => measured)).toEqual([
      {
        format: 'jpeg',
        width: 600,
        height: 800,
        dpi: { x: 300, y: 300 },
        advice: [],
        look: expect.any(Array) as string[],
      },
      { format: 'pdf', pages: 1, notes: [], look: expect.any(Array) as string[] },
    ])
    const workflowId = requestWorkflowId(child.personKey)
    const { runId } = await app.client.workflow.getHandle(workflowId).describe()
    const { text } = await dumpRun(app.client, workflowId, runId)
    expect(text).toContain(documents[0]!.sha256)
    expect(text).not.toContain('measured')
  })

  it('sent twice at once, and once more from another tab, is one request with one number', async () => {
    await uploadGood(mother, address, ['photo', 'receipt'])
    const [page, elsewhere] = [await mother.page(address), await app.signedIn('mother')]
    const otherTab = await elsewhere.page(address)
    const answers = await Promise.all([
      mother.press(page, 'Kaydet', ACCEPTED),
      mother.press(page, 'Kaydet', ACCEPTED),
      elsewhere.press(otherTab, 'Kaydet', ACCEPTED),
    ])
    answers.push(await elsewhere.press(otherTab, 'Kaydet', ACCEPTED))
    expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual(
      answers.map(() => [303, FAMILY]),
    )
    const requests = await requestsOf(child)
    expect(requests).toHaveLength(1)
    expect(await elsewhere.page(FAMILY)).toContain(
      `${FILED}. Talep numaranız: ${requests[0]!.number}`,
    )
  })

  it('S35 the same submit sent again after the decision answers with the same request', async () => {
    await uploadGood(mother, address, ['photo', 'receipt'])
    const opened = await mother.page(address)
    await mother.press(opened, 'Kaydet', ACCEPTED)
    const { _id, number } = await requestOf(app, child)
    await inSubState(app, _id, 'inReview')
    await app.runs.decide(child.personKey, rejection(_id, { reasons: ['identityMismatch'] }))
    await inSubState(app, _id, 'returned')
    // Documents that are carried over complete the next request, but the old form is not for it.
    await mother.page(address)

    expect((await mother.press(opened, 'Kaydet', ACCEPTED)).headers.location).toBe(FAMILY)
    expect(await mother.page(FAMILY)).toContain(`${FILED}. Talep numaranız: ${number}`)
    expect(await requestsOf(child)).toHaveLength(1)
  })

  it('D5 S51 waits until the run of a decided request has ended, which is no other open request', async () => {
    const earlier = await fileCardRequest(app, mother, child)
    // As after a worker died between the record's last step and the end of the run.
    const decided = {
      open: false,
      status: 'rejected',
      subState: 'returned',
      queue: 'archive',
    } as const
    await app.store.requests.updateOne({ _id: earlier._id }, { $set: decided })
    await uploadGood(mother, address, ['photo', 'receipt'])
    const sent = mother.pressOn(address, 'Kaydet', ACCEPTED)
    const run = app.client.workflow.getHandle(requestWorkflowId(child.personKey))
    await waitFor(
      async () =>
        (await app.store.drafts.countDocuments({
          personId: child._id,
          requestNumber: { $ne: null },
          submitted: false,
        })) === 1,
      {
        what: 'the submit',
      },
    )
    await run.terminate()
    expect((await sent).headers.location).toBe(FAMILY)
    expect((await requestOf(app, child))._id).not.toBe(earlier._id)
  })

  it('D9 without Temporal it is shown as a fault, keeps the draft, and files it later', async () => {
    await uploadGood(mother, address, ['photo', 'receipt'])
    const unlucky = await app.signedInWithoutEngine('mother')
    const answer = await unlucky.pressOn(address, 'Kaydet', ACCEPTED)
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('Bu bir sistem arızasıdır')
    expect(await requestsOf(child)).toEqual([])

    const html = await mother.page(address)
    expect(linkTo(html, 'Fotoğrafı Göster')).not.toBeNull()
    expect(linkTo(html, 'Dekontu Göster')).not.toBeNull()
    await mother.press(html, 'Kaydet')
    expect(await mother.page(FAMILY)).toContain((await requestOf(app, child)).number)
  })
})

describe('no card can be requested', () => {
  it('D5 S47 while a request of the other parent is open, and the page names it', async () => {
    await uploadGood(father, address, ['photo', 'receipt'])
    const opened = await father.page(address)
    const { _id, number } = await fileCardRequest(app, mother, child)
    // Opening the page, by its link or by going back, is not an attempt to do something.
    for (const [heading, answer] of [
      ['Şu anda yapılamıyor', await father.get(address)],
      ['İşlem yapılmadı', await father.press(opened, 'Kaydet', ACCEPTED)],
    ] as const) {
      expect(answer.status).toBe(409)
      expect(answer.text).toContain(
        `<h1 class="pyk-title" tabindex="-1" data-focus>${heading}</h1>`,
      )
      expect(answer.text).toContain(number)
      expect(answer.text).toContain('Yeni talep girilemez')
      expect(answer.text).toContain(`href="${requestPath(_id)}"`)
    }
    expect(await requestsOf(child)).toHaveLength(1)
  })

  it('S19 S20 for somebody who works at the ministry', async () => {
    const colleague = await app.store.accounts.findById(accountId('colleague')).orFail().lean()
    const employed = await makeRelative(app, ['mother'], { personKey: colleague.personKey })
    const refused = await mother.get(cardRequestPath(employed._id)).expect(409)
    expect(refused.text).toContain('Bakanlık personeline kart talebinde bulunulamaz')
    expect(refused.text).toContain(`href="${FAMILY}"`)
    const posted = await mother.post(cardRequestPath(employed._id), {
      ...ACCEPTED,
      draftId: randomUUID(),
    })
    expect(posted.status).toBe(409)
  })

  it('S21 D4 for a child under 15, and says on which day', async () => {
    const year = Number(istanbulDayOf(new Date().toISOString()).slice(0, 4)) - 9
    const young = await makeRelative(app, ['mother'], { birthDate: { year, month: 3, day: 7 } })
    const refused = await mother.get(cardRequestPath(young._id)).expect(409)
    expect(refused.text).toContain(`07.03.${year + 15}`)
    const sent = await mother.postFile(
      `${cardRequestPath(young._id)}/documents/photo`,
      'photo',
      Buffer.from('x'),
    )
    expect(sent.status).toBe(409)
  })

  it('for a person of another family, as if that person did not exist', async () => {
    const colleague = await app.signedIn('colleague')
    await colleague.get(address).expect(404)
    expect((await colleague.post(address, { ...ACCEPTED, draftId: randomUUID() })).status).toBe(404)
    await colleague.get(cardRequestPath('nobody')).expect(404)
  })
})

it('S45 S50 S51 S52 after a rejection the page says why, keeps what was right, and asks for the rest', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  const explanationId = await explain(app, _id, 'Arkada perde görünüyor.')
  const decision = rejection(_id, { reasons: ['photoBackground'], explanationId })
  expect(await app.runs.decide(child.personKey, decision)).toEqual({ kind: 'taken' })
  await inSubState(app, _id, 'returned')

  const html = await mother.page(address)
  expect(html).toContain('Fotoğrafın arka planı beyaz ve düz olmalıdır.')
  expect(html).toContain('Arkada perde görünüyor.')
  expect(uploadFieldOf(html, 'photo')).toContain(
    'Bu belge düzeltilmeli: Fotoğrafın arka planı beyaz değil',
  )
  expect(uploadFieldOf(html, 'receipt')).not.toContain('düzeltilmeli')
  expect(linkTo(html, 'Fotoğrafı Göster')).toBeNull()
  expect(linkTo(html, 'Dekontu Göster')).not.toBeNull()
  expect(formWithButton(html, 'Kaydet').fields).not.toHaveProperty('responsibility')

  await uploadGood(mother, address, ['photo'])
  expect(uploadFieldOf(await mother.page(address), 'photo')).not.toContain('düzeltilmeli')
  await mother.pressOn(address, 'Kaydet', ACCEPTED)
  const again = await requestOf(app, child)
  expect(again._id).not.toBe(_id)
  expect(again.documents.map(({ kind }) => kind).sort()).toEqual(['photo', 'receipt'])
})

it("S45 a clerk's Turkish text is marked as such on every English page", async () => {
  const relative = await makeRelative(app)
  const { _id } = await fileCardRequest(app, mother, relative)
  const words = 'Gözlük camı parlıyor.'
  const explanationId = await explain(app, _id, words)
  await app.runs.decide(relative.personKey, rejection(_id, { explanationId }))
  await inSubState(app, _id, 'returned')
  const reader = await app.signedIn('mother')
  await reader.get('/language/en')
  for (const page of ['/', FAMILY, requestPath(_id), cardRequestPath(relative._id)]) {
    const html = await reader.page(page)
    expect(html).toContain('<html lang="en"')
    const parents = html.match(new RegExp(`<[^<]*>\\s*${words}`, 'g'))
    expect(parents).not.toBeNull()
    for (const parent of parents!) expect(parent).toContain(' lang="tr"')
  }
})
