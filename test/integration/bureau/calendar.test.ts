/** The calendar of administrative leave, and the open requests that follow it. */
import { randomUUID } from 'node:crypto'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { reviewClock } from '../../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import { estimateWorkingDay } from '../../../workflows/domain/workingDays'
import {
  countWithLeave,
  longDate,
  workingDaysLeft,
} from '../../../services/shared/web/texts/format/dates'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCard, makeRelative } from '../../support/bureauCases'
import { waitFor } from '../../support/world'

let app: BureauApp
let head: Clerk
beforeAll(async () => {
  app = await startBureau()
  head = await app.signedIn('ilhan')
})
afterAll(async () => {
  countWithLeave({})
  await app?.close()
})

const CALENDAR = '/management/calendar'
const add = (day: string, over: Record<string, string> = {}) => {
  const [year, month, date] = day.split('-') as [string, string, string]
  return head.post(CALENDAR, {
    'day-day': date,
    'day-month': month,
    'day-year': year,
    kind: 'closed',
    ground: 'Genelge 2026/5',
    ...over,
  })
}

it('S47 moves the due day of an open request in the record, and back when the day is taken back', async () => {
  const { _id } = await fileCard(app, await makeRelative(app, 'selin'))
  const record = async () => app.store.requests.findById(_id).orFail().lean()
  const { dueAt: before, queuedAt } = await record()
  const day = estimateWorkingDay(istanbulDayOf(queuedAt.toISOString()), 3)
  const leftBefore = workingDaysLeft(before!, queuedAt)

  await add(day)
  expect(await head.page(CALENDAR)).toContain('takvime eklendi')
  const { dueAt: later } = reviewClock(queuedAt.toISOString(), {
    ...DEFAULT_TIMING,
    leave: { [day]: 'closed' },
  })
  const becomes = (dueAt: string) =>
    waitFor(async () => (await record()).dueAt!.toISOString() === dueAt, {
      what: `the due day ${dueAt}`,
      timeoutMs: 60_000,
    })
  await becomes(later)
  // Pages count with it as well, so as many working days are left as before.
  expect(workingDaysLeft(new Date(later), queuedAt)).toBe(leftBefore)
  const clerk = await app.signedIn('aygul')
  expect(await clerk.page(`/requests/${_id}`)).toContain('incelemenin son günü yeniden hesaplandı')

  await head.pressOn(`${CALENDAR}/${day}/removal`, 'Geri al')
  await becomes(before!.toISOString())
  const { audit, subState } = await record()
  expect(subState).toBe('inReview')
  expect(audit.map(({ action }) => action)).toEqual([
    'filed',
    'enteredReview',
    'dueMoved',
    'dueMoved',
  ])
})

it('S74 keeps who said what about a day, and when', async () => {
  const html = await head.page(CALENDAR)
  expect(html).toContain('Genelge 2026/5')
  expect(html).toMatch(new RegExp(`${nameOf('ilhan')}, [\\d. :]+: geri alındı`))
  expect(html).toMatch(new RegExp(`${nameOf('ilhan')}, [\\d. :]+: tam gün`))
  const { changes } = await app.store.leaveDays.findOne().orFail().lean()
  expect(changes.map(({ kind, by }) => [kind, by])).toEqual([
    ['closed', accountId('ilhan')],
    [null, accountId('ilhan')],
  ])
  const events = await app.store.auditEntries.find({ event: 'leaveChanged' }).lean()
  expect(events.map(({ outcome }) => outcome)).toEqual(['done', 'done'])
})

it.each([
  ['2027-01-01', {}, 'zaten tatil'],
  ['2027-01-02', {}, 'zaten tatil'],
  ['2027-10-28', { kind: 'morningOnly' }, 'zaten tatil'],
  ['2027-02-31', {}, 'Takvimde olan bir gün girin'],
  ['2019-02-04', {}, '2026 yılından önce'],
  ['2027-01-04', { ground: ' ' }, 'Dayanağı yazın'],
  ['2027-01-04', { ground: '10000000146' }, 'kimlik numarasını çıkarın'],
  ['2027-01-04', { kind: 'someday' }, 'tam gün mü, öğleden sonra mı'],
])('refuses %s with %j and says why', async (day, over, words) => {
  expect((await add(day, over)).headers.location).toBe(CALENDAR)
  expect(await head.page(CALENDAR)).toContain(words)
  expect(await app.store.leaveDays.countDocuments({ _id: day })).toBe(0)
})

it('knows no removal of a day that is no leave', async () => {
  await head.get(`${CALENDAR}/2027-01-04/removal`).expect(404)
})

it('S43 moves the last day of a document that is awaited, as clerk and staff read it', async () => {
  const { _id } = await fileCard(app, await makeRelative(app, 'selin'))
  const clerk = await app.signedIn('aygul')
  const ask = { askId: randomUUID(), kind: 'receipt', flaw: 'unreadable', note: '' }
  expect((await clerk.post(`/requests/${_id}/missing`, ask)).status).toBe(303)
  const asked = async () => (await app.store.requests.findById(_id).orFail().lean()).asked!
  const { until, at } = await asked()
  const leftBefore = workingDaysLeft(until, at)
  const day = estimateWorkingDay(istanbulDayOf(at.toISOString()), 3)
  await add(day)
  const moved = await waitFor(
    async () => {
      const { until: now } = await asked()
      return now > until ? now : null
    },
    { what: 'the new last day', timeoutMs: 60_000 },
  )
  expect(workingDaysLeft(moved, at)).toBe(leftBefore)
  const page = await clerk.page(`/requests/${_id}`)
  expect(page).toContain(longDate(moved, 'tr'))
  expect(page).toContain('istenen belge için son gün yeniden hesaplandı')
  await head.pressOn(`${CALENDAR}/${day}/removal`, 'Geri al')
})
