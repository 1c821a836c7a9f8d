/**
 * The arrival of a card with its letter: before it nobody decides, after it the request is in
 * review (S67, S68, D6).
 */
import { randomUUID } from 'node:crypto'
import { addDays, istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { RequestRecord } from '../../../services/shared/store/request'
import { createReturnSlips } from '../../../services/shared/print/returnSlips'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import { linkTo } from '../../support/htmlForm'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, makeRelative } from '../../support/bureauCases'
import { recordIn } from '../../support/recordIn'
import { SLIP_KEY } from '../../support/webServer'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const today = istanbulDayOf(new Date().toISOString())
const day = (date: string) => {
  const [year, month, dayOfMonth] = date.split('-') as [string, string, string]
  return { 'letterDate-day': dayOfMonth, 'letterDate-month': month, 'letterDate-year': year }
}
const arrival = (over: Record<string, string> = {}) => ({
  receiptId: randomUUID(),
  letterNo: 'E-12345678-903.07-4471',
  ...day(today),
  ...over,
})
const path = ({ _id }: RequestRecord) => `/requests/${_id}/card-arrival`
const { row } = recordIn(() => app)
const awaited = async () =>
  fileCancellation(app, await makeRelative(app, 'selin'), 'damaged', { until: 'awaitingCard' })

it('S68 D6 refuses a decision before the card has come, and has no review page until then', async () => {
  const request = await awaited()
  expect((await clerk.get(`/requests/${request._id}/review`)).headers.location).toBe(
    `/requests/${request._id}`,
  )
  const decision = { decisionId: randomUUID(), outcome: 'approved', confirmed: 'yes', then: 'stay' }
  const answer = await clerk.post(`/requests/${request._id}/decision`, decision)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('henüz karara hazır değil')
  expect(await row(request)).toMatchObject({
    status: 'pending',
    subState: 'awaitingCard',
    decision: null,
  })
})

it('S67 S75 records letter number and date, and the request enters review', async () => {
  const request = await awaited()
  const page = (await clerk.get(path(request)).expect(200)).text
  const receiptId = /name="receiptId" value="([^"]+)"/.exec(page)![1]!
  const answer = await clerk.post(
    path(request),
    arrival({ receiptId, letterNo: ' e\u20114471/2026\u200B. ', ...day('2026-01-01') }),
  )
  expect(answer.headers.location).toBe('/queues/cardArrival')
  expect(await row(request)).toMatchObject({
    subState: 'inReview',
    queue: 'review',
    cardReceived: {
      receiptId,
      letterNo: 'E-4471/2026',
      letterDate: '2026-01-01',
      by: accountId('aygul'),
    },
  })
  const list = (await clerk.get('/queues/cardArrival')).text
  expect(list).toContain(`${request.number} için kartın gelişi kaydedildi`)
  const review = (await clerk.get(linkTo(list, 'Talebi incele')!).expect(200)).text
  expect(review).toContain(request.number)
  expect(review).toContain('01.01.2026 tarihli ve E-4471/2026 sayılı yazı')
})

it('S67 accepts what its own examples show', async () => {
  const request = await awaited()
  const page = (await clerk.get(path(request)).expect(200)).text
  const exampleOf = (hint: string) =>
    new RegExp(`id="${hint}-hint"[^>]*>\\s*Örneğin ([^<]+?)\\s*<`).exec(page)![1]!
  const [dayOfMonth, month, year] = exampleOf('letterDate-parts').split(' ') as [
    string,
    string,
    string,
  ]
  const fields = arrival({
    letterNo: exampleOf('letterNo'),
    ...day(`${year}-${month}-${dayOfMonth}`),
  })
  expect((await clerk.post(path(request), fields)).headers.location).toBe('/queues/cardArrival')
})

describe('a form with a fault', () => {
  let request: RequestRecord
  beforeAll(async () => {
    request = await awaited()
  })

  it.each([
    ['no number', { letterNo: '  ' }, 'Yazı numarasını girin'],
    ['a number of other signs', { letterNo: 'E_4471;' }, 'harf, rakam, nokta, tire'],
    ['a number without end', { letterNo: 'E1'.repeat(21) }, 'en çok 40 karakter'],
    ['D12 an identity number', { letterNo: '10000000146' }, 'Bu bir T.C. kimlik numarası'],
    [
      'D12 an identity number in groups',
      { letterNo: '100-000-001-46' },
      'Bu bir T.C. kimlik numarası',
    ],
    [
      'D12 an identity number between other dashes',
      { letterNo: '100–000–001–46.' },
      'Bu bir T.C. kimlik numarası',
    ],
    ['D12 a name', { letterNo: 'AYŞE-YILMAZ' }, 'içinde en az bir rakam bulunur'],
    ['no date', day('--'), 'Yazı tarihini girin'],
    ['a day that is in no calendar', day('2026-02-30'), 'Takvimde olan bir gün girin'],
    ['half a date', day('2026-05-'), 'Takvimde olan bir gün girin'],
    ['a year of two digits', day('26-05-03'), 'Yılı 4 basamakla yazın'],
    ['no year', day('-05-03'), 'Yılı 4 basamakla yazın'],
    ['words for a day', day('2026-Mayıs-3'), 'Takvimde olan bir gün girin'],
    ['tomorrow', day(addDays(today, 1)), 'bugünden sonra olamaz'],
    [
      'a day before the card',
      day('2025-12-31'),
      '31.12.2025; kartın onaylandığı 01.01.2026 gününden önce olamaz',
    ],
  ])('sends back %s, with all that was entered', async (_what, over, fault) => {
    const fields = arrival(over)
    expect((await clerk.post(path(request), fields)).headers.location).toBe(path(request))
    const page = (await clerk.get(path(request))).text
    expect(page).toContain(fault)
    for (const [name, value] of Object.entries(fields)) {
      expect(page).toMatch(
        new RegExp(`name="${name}"[^>]*${value === '' ? '' : `value="${value}"`}`),
      )
    }
    expect(await row(request)).toMatchObject({ subState: 'awaitingCard' })
  })

  it('reports number and date at once', async () => {
    await clerk.post(path(request), arrival({ letterNo: '', ...day('--') }))
    const page = (await clerk.get(path(request))).text
    expect(page).toContain('href="#letterNo"')
    expect(page).toContain('href="#letterDate"')
  })
})

it('treats a form sent twice as one arrival, and shows a second clerk who was first', async () => {
  const request = await awaited()
  const fields = arrival()
  const answers = await Promise.all([
    clerk.post(path(request), fields),
    clerk.post(path(request), fields),
  ])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  const late = await (await app.signedIn('yigit')).post(path(request), arrival())
  expect(late.status).toBe(409)
  expect(late.text).toContain(`Bunu ${nameOf('aygul')} `)
  expect(await row(request)).toMatchObject({ cardReceived: { by: accountId('aygul') } })
  const entries = await app.store.auditEntries
    .find({ event: 'cardArrivalRecorded', subject: request._id })
    .lean()
  expect(entries.map(({ outcome }) => outcome).sort()).toEqual(['done', 'done', 'refused'])
})

it('S66 asks for no card where it was lost', async () => {
  const request = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
  expect((await clerk.get(path(request))).headers.location).toBe(`/requests/${request._id}`)
  const answer = await clerk.post(path(request), arrival())
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('kart beklenmiyor')
})

describe('the code of the return slip', () => {
  const slips = createReturnSlips(SLIP_KEY)

  it('S75 of the request is taken with its letter', async () => {
    const request = await awaited()
    const answer = await clerk.post(path(request), arrival({ slip: slips.codeOf(request.number) }))
    expect(answer.headers.location).toBe('/queues/cardArrival')
    expect((await row(request)).cardReceived).not.toBeNull()
  })

  it.each([
    [
      'of another request',
      () => ({ slip: slips.codeOf('PYK-2026-888888') }),
      'numaralı talebe ait; kartı',
    ],
    [
      'with a wrong check value',
      (number: string) => ({ slip: `${number.replaceAll('-', '')}AAAAAAAAAA` }),
      'denetim değeri',
    ],
    ['that is none', () => ({ slip: 'kart' }), 'dönüş fişi kodu değil'],
    [
      'in the field of the letter number',
      (number: string) => ({ letterNo: slips.codeOf(number) }),
      'yazının numarasını girin',
    ],
  ] as const)('S75 %s is refused, and no arrival is recorded', async (_what, typed, fault) => {
    const request = await awaited()
    await clerk.post(path(request), arrival(typed(request.number)))
    expect((await clerk.get(path(request))).text).toContain(fault)
    expect((await row(request)).cardReceived).toBeNull()
  })
})
