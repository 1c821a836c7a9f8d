/** The ready sentences of rejections, as the head changes them. */
import { reasonsOf } from '../../../services/portal/viewModels/returned'
import { reasonGroups } from '../../../services/bureau/viewModels/reasons'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { isRetired } from '../../../services/shared/web/texts/reasonSentences'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'

let app: BureauApp
let head: Clerk
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  head = await app.signedIn('ilhan')
})
afterAll(() => app?.close())

const PAGE = '/management/reasons/photoBackground'
const catalogue = loadCatalogue(catalogueFolders('portal'))
const ORIGINAL = 'Fotoğrafın arka planı beyaz ve düz olmalıdır.'
const change = (over: Record<string, string> = {}) =>
  head.post(PAGE, { tr: 'Yeni cümle.', en: 'A new sentence.', use: 'offered', ...over })

/** What the applicant reads of a decision made then. */
const readOf = (at: Date, language: 'tr' | 'en' = 'tr') =>
  reasonsOf(
    { decision: { at, reasons: ['photoBackground'] } } as unknown as RequestRecord,
    catalogue.inLanguage(language),
  )[0]!.sentence
const offered = () =>
  reasonGroups(
    { type: 'cardRequest', reason: null, cardReceived: null },
    catalogue.inLanguage('tr'),
  ).flatMap(({ items }) => items.map(({ value }) => value))

it('S50 begins with the sentences of the catalogue', async () => {
  expect(await head.page('/management/reasons')).toContain(ORIGINAL)
  expect(readOf(new Date())).toContain(ORIGINAL)
})

it('S50 shows a new sentence with later decisions, and what was said then with earlier ones', async () => {
  const earlier = new Date()
  expect((await change()).headers.location).toBe('/management/reasons')
  const between = new Date()
  expect(await head.page('/management/reasons')).toContain('Yeni cümle.')
  await change({ tr: 'Daha yeni cümle.', en: 'A newer one.' })
  expect(readOf(earlier)).toContain(ORIGINAL)
  expect(readOf(between)).toBe('Yeni cümle.')
  expect(readOf(between, 'en')).toBe('A new sentence.')
  expect(readOf(new Date())).toBe('Daha yeni cümle.')
  expect(catalogue.inLanguage('tr')('rejectionReason.photoBackground.sentence')).toBe(
    'Daha yeni cümle.',
  )
})

it('S50 keeps who said what and when', async () => {
  const html = await head.page(PAGE)
  expect(html).toContain('Yazılımla gelen cümle')
  expect(html).toContain(nameOf('ilhan'))
  for (const sentence of ['<span lang="tr">Yeni cümle.', '<span lang="en">A new sentence.'])
    expect(html).toContain(sentence)
  const { versions } = await app.store.reasonSentences.findById('photoBackground').orFail().lean()
  expect(versions.map(({ by }) => by)).toEqual([null, accountId('ilhan'), accountId('ilhan')])
  const acts = await app.store.auditEntries.find({ event: 'sentenceChanged' }).lean()
  expect(acts.map(({ subject }) => subject)).toEqual(['photoBackground', 'photoBackground'])
})

it('S44 offers a retired reason to no clerk, until it is brought back', async () => {
  expect(offered()).toContain('photoBackground')
  // Also shows what earlier changes have left to say.
  await head.page('/management/reasons')
  await change({ use: 'retired' })
  expect(isRetired('photoBackground')).toBe(true)
  const closed = await head.page('/management/reasons')
  expect(closed).toContain('sebebi yeni kararlara kapatıldı')
  expect(closed).not.toContain('cümlesi kaydedildi')
  expect(offered()).not.toContain('photoBackground')
  await change({ use: 'retired', tr: 'Yeni cümle.' })
  expect(await head.page('/management/reasons')).toContain('cümlesi kaydedildi')
  await change()
  expect(offered()).toContain('photoBackground')
  expect(await head.page('/management/reasons')).toContain('sebebi yeniden açıldı')
})

it('S50 never retires the reason for what no other says', async () => {
  await head.post('/management/reasons/otherReason', { tr: 'a', en: 'b', use: 'retired' })
  expect(offered()).toContain('otherReason')
})

it.each([
  [{ tr: ' ' }, 'Cümleyi yazın'],
  [{ en: 'a'.repeat(401) }, 'en çok 400 karakter'],
  [{ tr: 'No 10000000146' }, 'kimlik numarasını çıkarın'],
])('refuses %j and says why', async (over, words) => {
  expect((await change(over)).headers.location).toBe(PAGE)
  expect(await head.page(PAGE)).toContain(words)
})

it('knows no other reason, least of all the document check’s (D9)', async () => {
  await head.get('/management/reasons/documentCheckFailed').expect(404)
})
