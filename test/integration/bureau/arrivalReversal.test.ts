/** "Yanlış kayıt: geri al" for the arrival of a card: the request waits for it again, and it shows (D6). */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../../services/shared/store/request'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, makeRelative } from '../../support/bureauCases'
import { linkTo } from '../../support/htmlForm'
import { recordIn } from '../../support/recordIn'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

type Request = Pick<RequestRecord, '_id'>

const LINK = 'Yanlış kayıt: geri al'
const [year, month, dayOfMonth] = istanbulDayOf(new Date().toISOString()).split('-') as [
  string,
  string,
  string,
]
const arrive = async ({ _id }: Request, letterNo = 'E-1/2026') => {
  const receiptId = randomUUID()
  const day = { 'letterDate-day': dayOfMonth, 'letterDate-month': month, 'letterDate-year': year }
  const form = { receiptId, letterNo, ...day }
  expect((await clerk.post(`/requests/${_id}/card-arrival`, form)).status).toBe(303)
  return receiptId
}
const arrived = async () => {
  const relative = await makeRelative(app, 'selin')
  const request = await fileCancellation(app, relative, 'damaged', { until: 'awaitingCard' })
  return { request, receiptId: await arrive(request) }
}
const { row } = recordIn(() => app)
const takeBack = ({ _id }: Request, receiptId: string, over = {}) =>
  clerk.post(`/requests/${_id}/card-arrival/reversal`, {
    ...{ reversalId: randomUUID(), receiptId, ground: 'notDone' },
    ...over,
  })

it('D6 takes it back from the review, with a ground; the request waits in its list and the staff member is notified', async () => {
  const { request } = await arrived()
  const review = await clerk.page(`/requests/${request._id}/review`)
  const address = linkTo(review, LINK)!
  expect(linkTo(await clerk.page(`/requests/${request._id}`), LINK)).toBe(address)
  const form = await clerk.page(address)
  const unchosen = await clerk.press(form, 'Kaydı geri al')
  expect(unchosen.headers.location).toBe(address)
  expect(await clerk.page(address)).toContain('Gerekçeyi seçin')

  const answer = await clerk.press(form, 'Kaydı geri al', { ground: 'wrongLetter' })
  expect(answer.headers.location).toBe(`/requests/${request._id}`)
  const shown = await clerk.page(`/requests/${request._id}`)
  expect(shown).toContain('kartın geliş kaydı geri alındı')
  expect(shown).toContain('Yazının sayısı ya da tarihi yanlış girildi')
  expect(shown).not.toContain('E-1/2026')
  const after = await row(request)
  expect(after).toMatchObject({
    ...{ status: 'pending', subState: 'awaitingCard', queue: 'cardArrival' },
    ...{ cardReceived: null, opened: null, dueAt: null },
  })
  expect(after.audit.at(-1)).toMatchObject({
    ...{ action: 'cardArrivalReverted', actor: accountId('aygul'), ground: 'wrongLetter' },
    provenBy: expect.any(String),
  })
  const notices = await app.store.notices.find({ requestId: request._id }).lean()
  expect(notices.map(({ kind }) => kind)).toEqual(['taken', 'cardExpected', 'cardExpected'])
  const done = { event: 'cardArrivalReverted', subject: request._id, outcome: 'done' } as const
  expect(await app.store.auditEntries.findOne(done).lean()).toMatchObject({
    actor: accountId('aygul'),
  })

  await arrive(request, 'E-2/2026')
  const again = await clerk.page(`/requests/${request._id}/review`)
  expect(again).toContain('E-2/2026')
  expect(linkTo(again, LINK)).toBe(address)
})

it('D7 treats a double click as one reversal, and refuses one of a record that is gone or was followed by another', async () => {
  const { request, receiptId } = await arrived()
  const twice = { reversalId: randomUUID() }
  for (let click = 0; click < 2; click++)
    expect((await takeBack(request, receiptId, twice)).status).toBe(303)
  await arrive(request, 'E-3/2026')
  const late = await takeBack(request, receiptId)
  expect(late.status).toBe(409)
  expect(late.text).toContain('Geri alınacak bir kayıt yok')
  const { audit, subState } = await row(request)
  expect(audit.filter(({ action }) => action === 'cardArrivalReverted')).toHaveLength(1)
  expect(subState).toBe('inReview')
})

it('D7 is refused once the cancellation is decided, and is not offered then', async () => {
  const { request, receiptId } = await arrived()
  const decision = { decisionId: randomUUID(), outcome: 'rejected', reasons: ['cardMismatch'] }
  const form = { ...decision, explanation: '', then: 'stay' }
  expect((await clerk.post(`/requests/${request._id}/decision`, form)).status).toBe(303)
  const answer = await takeBack(request, receiptId)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Aygül')
  expect(linkTo(await clerk.page(`/requests/${request._id}`), LINK)).toBeNull()
})

it('S68 offers nothing where no card was awaited', async () => {
  const lost = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
  expect(linkTo(await clerk.page(`/requests/${lost._id}/review`), LINK)).toBeNull()
  const address = `/requests/${lost._id}/card-arrival/reversal`
  expect((await clerk.get(address)).headers.location).toBe(`/requests/${lost._id}`)
  expect((await takeBack(lost, randomUUID())).status).toBe(409)
})
