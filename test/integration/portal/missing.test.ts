/** "Eksik iste", as the applicant sees it: what is asked, adding it, and what becomes of the files. */
import {
  draftDocumentPath,
  FAMILY,
  missingPath,
  requestPath,
  withdrawalPath,
} from '../../../services/portal/paths'
import type { RequestRecord } from '../../../services/shared/store/request'
import type { DocumentAsk } from '../../../workflows/contract'
import { expiredBefore, REPLACED_DOCUMENTS_DAYS } from '../../../workflows/domain/retention'
import { createDeletionActivities } from '../../../activities/retention/deletion'
import { DAY_MS } from '../../support/durations'
import { linkTo } from '../../support/htmlForm'
import { documentAsk, opening, rejection } from '../../support/messages'
import { startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import {
  explain,
  fileCardRequest,
  inSubState,
  makeRelative,
  sample,
  uploadGood,
} from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'

let app: PortalApp
let mother: StaffMember
let child: Relative
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app, ['mother', 'father'])
})

/** A request that the bureau has opened, and whose receipt it has asked for. */
async function asked(over: Partial<DocumentAsk> = {}): Promise<RequestRecord> {
  const { _id } = await fileCardRequest(app, mother, child)
  await app.runs.openReview(child.personKey, opening(_id))
  const ask = documentAsk(_id, over)
  expect(await app.runs.askForDocument(child.personKey, ask)).toEqual({ kind: 'taken' })
  return inSubState(app, _id, 'awaitingApplicant')
}

const page = () => mother.page(missingPath(child._id))
const noticesOf = async (requestId: string) =>
  (await app.store.notices.find({ requestId }).sort({ at: 1 }).lean()).map(({ kind }) => kind)
const fileOf = ({ documents }: RequestRecord, kind: string) =>
  documents.find((document) => document.kind === kind)!

it('S43 shows what is asked and why, keeps the word of the status, and leads from everywhere to the page that adds it', async () => {
  const { _id: requestId } = await fileCardRequest(app, mother, child)
  const noteId = await explain(app, requestId, 'Tutar satırı görünmüyor.')
  await app.runs.askForDocument(child.personKey, documentAsk(requestId, { noteId }))
  await inSubState(app, requestId, 'awaitingApplicant')

  const html = await mother.page(requestPath(requestId))
  for (const text of [
    'Onay Bekliyor',
    'Personelden belge bekleniyor',
    'Dekontu yeniden yükleyin',
    'Yüklediğiniz dosya okunmuyor. Okunaklı hâlini yükleyin.',
    'Tutar satırı görünmüyor.',
    'Yeni talep girilemez.',
  ])
    expect(html).toContain(text)
  expect(linkTo(html, 'Belgeyi ekle')).toBe(missingPath(child._id))
  expect(await mother.page('/')).toContain(`href="${missingPath(child._id)}"`)
  const family = await mother.page(FAMILY)
  const named = `: ${child.name} ${child.surname}`
  expect(linkTo(family, `Belgeyi ekle${named}`)).toBe(missingPath(child._id))
  expect(linkTo(family, `Son talep${named}`)).toBe(requestPath(requestId))
  expect(await noticesOf(requestId)).toEqual(['taken', 'documentAsked'])

  const father = await app.signedIn('father')
  const ofFather = await father.page(FAMILY)
  expect(linkTo(ofFather, `Belgeyi ekle${named}`)).toBeNull()
  expect(linkTo(ofFather, `Takip et${named}`)).toBe(requestPath(requestId))
  expect(linkTo(await father.page(requestPath(requestId)), 'Belgeyi ekle')).toBeNull()
  await father.get(missingPath(child._id)).expect(404)
})

it('S43 S51 names a document that is asked for next to a rejected request of another relative', async () => {
  const sibling = await makeRelative(app, ['mother', 'father'], { name: 'Defne' })
  const { _id: rejectedId } = await fileCardRequest(app, mother, sibling)
  await app.runs.decide(
    sibling.personKey,
    rejection(rejectedId, { reasons: ['receiptUnreadable'] }),
  )
  await inSubState(app, rejectedId, 'returned')
  const { number } = await asked()

  const heading = `${child.name} ${child.surname}: Dekontu yeniden yükleyin`
  const [notices] = (await mother.page(FAMILY))
    .split('id="family-notices"')[1]!
    .split('id="family-list"')
  expect(notices).toContain(`${sibling.name} ${sibling.surname}’`)
  expect(notices).toContain('dekontu düzeltilmeli')
  expect(notices).toContain(heading)
  expect(notices).toContain('Yüklediğiniz dosya okunmuyor. Okunaklı hâlini yükleyin. Son gün: ')
  expect(notices).toContain(`href="${missingPath(child._id)}">Belgeyi ekle</a>`)
  expect(notices).toContain(`${number} numaralı talebin ayrıntıları`)
  const father = await app.signedIn('father')
  expect(await father.page(FAMILY)).not.toContain(heading)
})

it('takes the document through the same intake, checks it, and lets the review go on with the days that were left', async () => {
  const before = await asked()
  expect(before.dueAt).toBeNull()
  await uploadGood(mother, missingPath(child._id), ['receipt'])
  const sent = await mother.press(await page(), 'Büroya gönder')
  expect(sent.headers.location).toBe(requestPath(before._id))
  const after = await inSubState(app, before._id, 'inReview')

  expect(await mother.page(requestPath(before._id))).toContain(
    `Dekont eklendi; ${before.number} numaralı talebiniz incelemeye döndü.`,
  )
  expect(after).toMatchObject({
    asked: { end: 'added', daysLeft: 10 },
    dueAt: expect.any(Date) as Date,
    replacedDocuments: [{ key: fileOf(before, 'receipt').key, kind: 'receipt' }],
  })
  expect(fileOf(after, 'photo')).toEqual(fileOf(before, 'photo'))
  expect(fileOf(after, 'receipt').key).not.toBe(fileOf(before, 'receipt').key)
  expect(fileOf(after, 'receipt').measured).toBeDefined()
  expect(after.audit.slice(-2)).toMatchObject([
    { action: 'documentAsked', document: 'receipt', provenBy: expect.any(String) as string },
    { action: 'documentAdded', document: 'receipt', actor: before.applicantId },
  ])
})

it('sent twice is one addition; afterwards no document is awaited', async () => {
  const { _id } = await asked()
  await uploadGood(mother, missingPath(child._id), ['receipt'])
  const form = await page()
  await mother.press(form, 'Büroya gönder').expect(303)
  await inSubState(app, _id, 'inReview')
  const again = await mother.press(form, 'Büroya gönder')
  expect(again.status).toBe(409)
  expect(again.text).toContain('artık belge beklenmiyor')
  const { audit } = await app.store.requests.findById(_id).orFail().lean()
  expect(audit.filter(({ action }) => action === 'documentAdded')).toHaveLength(1)
})

it('S28 S31 asks for the file before it sends, takes only the kind that was asked for, and puts right what can be put right', async () => {
  await asked()
  const answer = await mother.press(await page(), 'Büroya gönder')
  expect(answer.headers.location).toBe(missingPath(child._id))
  expect(await page()).toContain('Dekontu yükleyin')

  const photo = draftDocumentPath('missing', child._id, 'photo')
  expect(
    (await mother.upload(missingPath(child._id), 'receipt', await sample('dogru-fotograf.jpg')))
      .status,
  ).toBe(303)
  await mother.get(photo).expect(404)
})

it('can be withdrawn while it waits, although the bureau has opened it', async () => {
  const { _id } = await asked()
  const html = await mother.page(requestPath(_id))
  expect(linkTo(html, 'Talebi geri çek')).toBe(withdrawalPath(_id))
  await mother.pressOn(withdrawalPath(_id), 'Evet, geri çek')
  await inSubState(app, _id, 'withdrawn')
  await mother.get(missingPath(child._id)).expect(409)
})

it('the file that was replaced is deleted after its term, and nothing else', async () => {
  const before = await asked()
  await uploadGood(mother, missingPath(child._id), ['receipt'])
  await mother.pressOn(missingPath(child._id), 'Büroya gönder')
  const { documents } = await inSubState(app, before._id, 'inReview')
  const at = new Date(Date.now() + (REPLACED_DOCUMENTS_DAYS + 1) * DAY_MS)
  const { beginDeletion } = createDeletionActivities({
    store: app.store,
    log: console as never,
    now: () => at,
  })
  expect(expiredBefore('replacedDocuments', at) > new Date()).toBe(true)
  const keys: string[] = []
  for (;;) {
    const batch = await beginDeletion({ at: at.toISOString() })
    if (batch.ids.length === 0) break
    keys.push(...batch.keys)
    await app.store.deletions.updateMany({ _id: { $in: batch.ids } }, { endedAt: at, keys: [] })
  }
  expect(keys).toContain(fileOf(before, 'receipt').key)
  for (const { key } of documents) expect(keys).not.toContain(key)
  expect((await app.store.requests.findById(before._id).orFail().lean()).replacedDocuments).toEqual(
    [],
  )
})
