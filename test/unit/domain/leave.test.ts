/** Administrative leave: working days and clocks with days that were announced later. */
import { closingHourOf, isWorkingDay } from '../../../workflows/domain/holidays'
import type { Leave } from '../../../workflows/domain/holidays'
import { cardReminders, movedInstant, reviewClock } from '../../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import { countWorkingDays, estimateWorkingDay } from '../../../workflows/domain/workingDays'

/** A Tuesday at noon in Istanbul. */
const NOON = '2026-11-24T09:00:00.000Z'
const THURSDAY = '2026-11-26'
const CLOSED: Leave = { [THURSDAY]: 'closed' }
const MORNING: Leave = { [THURSDAY]: 'morningOnly' }

it('counts a day of leave as no working day, and half a day as one', () => {
  expect(isWorkingDay(THURSDAY, CLOSED)).toBe(false)
  expect(isWorkingDay(THURSDAY, MORNING)).toBe(true)
  expect(closingHourOf(THURSDAY, MORNING)).toBe(13)
  expect(estimateWorkingDay('2026-11-24', 2)).toBe(THURSDAY)
  expect(estimateWorkingDay('2026-11-24', 2, CLOSED)).toBe('2026-11-27')
  expect(countWorkingDays('2026-11-24', '2026-11-30')).toBe(4)
  expect(countWorkingDays('2026-11-24', '2026-11-30', CLOSED)).toBe(3)
})

it('never makes a holiday of the law a working day', () => {
  expect(isWorkingDay('2026-10-29', { '2026-10-29': 'morningOnly' })).toBe(false)
})

it('S47 sets the clock of a request by the leave that is known', () => {
  const timing = { ...DEFAULT_TIMING, leave: CLOSED }
  expect(reviewClock(NOON, timing)).toEqual({
    remindAt: '2026-12-07T06:00:00.000Z',
    dueAt: '2026-12-09T15:00:00.000Z',
  })
  expect(cardReminders(NOON, timing)[0]).toBe('2026-12-09T06:00:00.000Z')
})

describe('a clock after a change', () => {
  const { remindAt, dueAt } = reviewClock(NOON, DEFAULT_TIMING)
  const changed = { before: {}, after: CLOSED }

  it('is the clock that would have been set with it', () => {
    const { remindAt: then, dueAt: dueThen } = reviewClock(NOON, {
      ...DEFAULT_TIMING,
      leave: CLOSED,
    })
    expect(movedInstant(NOON, remindAt, changed)).toBe(then)
    expect(movedInstant(NOON, dueAt, changed)).toBe(dueThen)
  })

  it('goes back when the day is taken back', () => {
    const moved = movedInstant(NOON, dueAt, changed)
    expect(movedInstant(NOON, moved, { before: CLOSED, after: {} })).toBe(dueAt)
  })

  it('ends at 13:00 if its last day became a half day, and stays if another did', () => {
    const [lastDay] = dueAt.split('T') as [string]
    const half = { before: {}, after: { [lastDay]: 'morningOnly' } as Leave }
    expect(movedInstant(NOON, dueAt, half)).toBe(`${lastDay}T10:00:00.000Z`)
    expect(movedInstant(NOON, dueAt, { before: {}, after: MORNING })).toBe(dueAt)
  })

  it('stays if the day is before it began, after it ends, or free anyway', () => {
    for (const day of ['2026-11-23', '2026-12-09', '2026-11-28'])
      expect(movedInstant(NOON, dueAt, { before: {}, after: { [day]: 'closed' } })).toBe(dueAt)
  })
})
