/** Reasons of rejections that the head adds: chosen, counted and read like those of the software. */
import { randomUUID } from 'node:crypto'
import { reasonGroups } from '../../../services/bureau/viewModels/reasons'
import { reasonsOf } from '../../../services/portal/viewModels/returned'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import type { RequestRecord } from '../../../services/shared/store/request'
import { isOwnReason } from '../../../workflows/domain/reasons'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCard, makeRelative } from '../../support/bureauCases'
import { recordIn } from '../../support/recordIn'

let app: BureauApp
let head: Clerk
let clerk: Clerk
let reason: string
beforeAll(async () => {
  app = await startBureau()
  ;[head, clerk] = await Promise.all([app.signedIn('ilhan'), app.signedIn('aygul')])
})
afterAll(() => app?.close())

const NEW = '/management/reasons/new'
const NAME = 'Fotoğrafta başka kişi var'
const SENTENCE = 'Fotoğrafta yalnızca kart sahibi görünmelidir.'
const form = (over: Record<string, string> = {}) => ({
  ...{ subject: 'photo', labelTr: NAME, labelEn: 'Somebody else in the photo' },
  ...{ tr: SENTENCE, en: 'Only the card holder may be in the photo.' },
  ...over,
})
const portalTexts = loadCatalogue(catalogueFolders('portal'))
const offered = (type: 'cardRequest' | 'cancellationRequest') =>
  reasonGroups({ type, reason: null, cardReceived: null }, portalTexts.inLanguage('tr'))
    .flatMap(({ items }) => items)
    .map(({ value }) => value)
/** The keys of the reasons that have one; a clerk presses them without looking. */
const keyed = () =>
  reasonGroups(
    { type: 'cardRequest', reason: null, cardReceived: null },
    portalTexts.inLanguage('tr'),
    { hasKeys: true },
  )
    .flatMap(({ items }) => items)
    .flatMap(({ value, attributes }) => (attributes ? [`${attributes['data-key']} ${value}`] : []))
    .sort()
const reject = ({ _id }: Pick<RequestRecord, '_id'>, code: string) =>
  clerk.post(`/requests/${_id}/decision`, {
    ...{ decisionId: randomUUID(), outcome: 'rejected', reasons: [code] },
    ...{ explanation: '', then: 'stay' },
  })
const { row } = recordIn(() => app)

it.each([
  [{ subject: '' }, 'neyle ilgili olduğunu seçin'],
  [{ labelTr: ' ' }, 'Sebebin adını yazın'],
  [{ labelEn: 'a'.repeat(61) }, 'en çok 60 karakter'],
  [{ tr: '' }, 'Cümleyi yazın'],
  [{ labelTr: 'No 10000000146' }, 'Addan T.C. kimlik numarasını çıkarın'],
])('S44 is not added with %j, and the form says why', async (over, words) => {
  expect((await head.post(NEW, form(over))).headers.location).toBe(NEW)
  expect(await head.page(NEW)).toContain(words)
  expect(await app.store.reasonSentences.countDocuments({})).toBe(0)
})

it('S44 is added by the head alone, and is offered at once, for its kind of request', async () => {
  expect((await clerk.get(NEW)).status).toBe(403)
  const keysBefore = keyed()
  expect(keysBefore).toHaveLength(10)
  expect((await head.post(NEW, form())).headers.location).toBe('/management/reasons')
  const list = await head.page('/management/reasons')
  for (const words of [NAME, SENTENCE, 'büronun eklediği']) expect(list).toContain(words)
  const [added] = await app.store.reasonSentences.find().lean()
  reason = added!._id
  expect(isOwnReason(reason)).toBe(true)
  const done = { event: 'reasonAdded', subject: reason, outcome: 'done' } as const
  expect(await app.store.auditEntries.findOne(done).lean()).toMatchObject({
    actor: accountId('ilhan'),
  })
  expect(offered('cardRequest')).toContain(reason)
  expect(offered('cardRequest').at(-1)).toBe('otherReason')
  expect(keyed()).toEqual(keysBefore)
  expect(offered('cancellationRequest')).not.toContain(reason)
})

it('S44 one that was added through another process is in the form of the next review', async () => {
  const elsewhere = 'own-photo-0000abcd'
  const label = { tr: 'Başka süreçte eklenen', en: 'Added in another process' }
  const first = { tr: 'Cümle.', en: 'A sentence.', label, isRetired: false, by: null }
  await app.store.reasonSentences.create({
    _id: elsewhere,
    versions: [{ ...first, at: new Date() }],
  })
  const request = await fileCard(app, await makeRelative(app, 'selin'))
  expect(await clerk.page(`/requests/${request._id}/review`)).toContain(label.tr)
  expect((await reject(request, elsewhere)).status).toBe(303)
  expect(await row(request)).toMatchObject({ decision: { reasons: [elsewhere] } })
})

it('S50 is what a request is rejected for: the run takes it, staff read its name and sentence, and the figures count it', async () => {
  const request = await fileCard(app, await makeRelative(app, 'selin'))
  expect((await reject(request, reason)).status).toBe(303)
  const decided = await row(request)
  expect(decided).toMatchObject({ status: 'rejected', decision: { reasons: [reason] } })
  expect(reasonsOf(decided, portalTexts.inLanguage('tr'))).toEqual([
    { label: NAME, sentence: SENTENCE },
  ])
  expect(await clerk.page(`/requests/${request._id}`)).toContain(NAME)
  expect(await head.page('/management/statistics?period=week')).toContain(NAME)
})

it.each(['own-photo-00000000', 'own-card-00000000', 'own-nothing-00000000'])(
  'S44 nothing is rejected for %s, which nobody has added',
  async (code) => {
    const request = await fileCard(app, await makeRelative(app, 'selin'))
    const answer = await reject(request, code)
    expect(answer.headers.location).toBe(`/requests/${request._id}/review`)
    expect((await clerk.get(answer.headers.location!)).text).toContain('govuk-error-summary')
    expect(await row(request)).toMatchObject({ status: 'pending', decision: null })
  },
)

it('S50 is renamed and ended with its history kept, and earlier decisions keep their sentence', async () => {
  const page = `/management/reasons/${reason}`
  const before = new Date()
  const change = { labelTr: 'Yeni ad', labelEn: 'New name', tr: 'Yeni cümle.', en: 'New.' }
  const nameless = await head.post(page, { ...change, labelTr: '', use: 'retired' })
  expect(nameless.headers.location).toBe(page)
  expect(await head.page(page)).toContain('Sebebin adını yazın')
  await head.post(page, { ...change, use: 'retired' })
  const html = await head.page(page)
  for (const words of [NAME, SENTENCE, 'Yeni ad', 'Kaldırıldı']) expect(html).toContain(words)
  expect(offered('cardRequest')).not.toContain(reason)
  const decision = { at: before, reasons: [reason] }
  const read = reasonsOf({ decision } as unknown as RequestRecord, portalTexts.inLanguage('tr'))
  expect(read).toEqual([{ label: 'Yeni ad', sentence: SENTENCE }])
  await head.get('/management/reasons/own-photo-00000000').expect(404)
})
