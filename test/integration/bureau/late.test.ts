/** What is overdue and due today, above each list. */
import { addDays, instantAt, istanbulDayOf } from '../../../workflows/domain/istanbul'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import type { SubState } from '../../../workflows/domain/requestState'
import { aimedEnd } from '../../../workflows/domain/serviceTimes'
import { shortDate } from '../../../services/shared/web/texts/format/dates'
import { lateIn } from '../../../services/bureau/operations/late'
import type { BureauQueue, WorkListFilter } from '../../../services/bureau/operations/workList'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { DAY_MS } from '../../support/durations'

let app: BureauApp
let child: Relative
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  child = await makeRelative(app, 'selin')
})
afterAll(() => app?.close())
afterEach(() => app.store.requests.deleteMany({}))

/** A Thursday at noon in Istanbul. */
const NOW = new Date('2026-11-26T09:00:00Z')
const late = (queue: BureauQueue, filter: WorkListFilter = {}) =>
  lateIn(app.store, queue, filter, accountId('aygul'), NOW)
const inState = (wanted: SubState) =>
  ALL_STATES.find(({ type, subState }) => type === 'cardRequest' && subState === wanted)!

it('S74 counts the reviews that are overdue and those that are due today', async () => {
  for (const dueAt of ['2026-11-25T15:00:00Z', '2026-11-26T08:59:59Z', '2026-11-26T15:00:00Z'])
    await writeRow(app, child, inState('inReview'), { dueAt: new Date(dueAt) })
  await writeRow(app, child, inState('inReview'), { dueAt: new Date('2026-11-27T15:00:00Z') })
  expect(await late('review')).toEqual({ overdue: 1, dueToday: 2 })
  expect(await late('review', { unitCode: 'other' })).toEqual({
    overdue: 0,
    dueToday: 0,
  })
})

it.each([
  ['print', 'awaitingPrint'],
  ['dispatch', 'printed'],
  ['handover', 'sent'],
] as const)(
  'D1 counts in the list %s what the service times say of each card',
  async (queue, subState) => {
    const expected = { overdue: 0, dueToday: 0 }
    for (let ago = 0; ago < 20; ago++) {
      const queuedAt = new Date(instantAt(addDays('2026-11-26', -ago), 10))
      await writeRow(app, child, inState(subState), { queuedAt })
      const end = aimedEnd(subState, queuedAt.toISOString(), {})!
      if (istanbulDayOf(end) < '2026-11-26') expected.overdue += 1
      else if (istanbulDayOf(end) === '2026-11-26') expected.dueToday += 1
    }
    expect(await late(queue)).toEqual(expected)
    expect(expected.overdue).toBeGreaterThan(5)
  },
)

const askedUntil = (until: string) => ({
  ...{ askId: 'a', kind: 'receipt' as const, flaw: 'unreadable' as const, noteId: null },
  ...{ by: accountId('aygul'), at: NOW, until: new Date(until), daysLeft: 3, reviewDueAt: NOW },
  ...{ end: null, endedAt: null, additionId: null },
})

it('S74 counts whose last day to add a document is over or ends today', async () => {
  for (const until of ['2026-11-25T15:00:00Z', '2026-11-26T15:00:00Z', '2026-11-27T15:00:00Z'])
    await writeRow(app, child, inState('awaitingApplicant'), { asked: askedUntil(until) })
  expect(await late('applicant')).toEqual({ overdue: 1, dueToday: 1 })
  const clerk = await app.signedIn('aygul')
  const later = new Date(Date.now() + 20 * DAY_MS)
  await writeRow(app, child, inState('awaitingApplicant'), {
    asked: askedUntil(later.toISOString()),
  })
  expect(await clerk.page('/queues/applicant')).toContain(`Son gün: ${shortDate(later)}`)
})

it('S74 a service time ends later when there is administrative leave', async () => {
  await writeRow(app, child, inState('awaitingPrint'), {
    queuedAt: new Date('2026-11-18T07:00:00Z'),
  })
  expect(await late('print')).toEqual({ overdue: 1, dueToday: 0 })
  await app.store.leaveDays.create({ _id: '2026-11-23', kind: 'closed', changes: [] })
  expect(await late('print')).toEqual({ overdue: 0, dueToday: 1 })
  await app.store.leaveDays.deleteMany({})
})

it('D3 counts no card that is held back', async () => {
  await writeRow(app, child, inState('printHeld'), { queuedAt: new Date('2026-01-05T09:00:00Z') })
  expect(await late('print')).toEqual({ overdue: 0, dueToday: 0 })
})

it('D6 has nothing late where the bureau waits for a card', async () => {
  expect(await late('cardArrival')).toBeNull()
})

it('S74 shows both above the list', async () => {
  await writeRow(app, child, inState('inReview'), { dueAt: new Date('2026-01-05T09:00:00Z') })
  const clerk = await app.signedIn('aygul')
  const html = await clerk.page('/queues/review')
  expect(html).toContain('Gecikmiş: 1')
  expect(html).toContain('Bugün biten: 0')
  expect(await clerk.page('/queues/cardArrival')).not.toContain('Gecikmiş')
})
