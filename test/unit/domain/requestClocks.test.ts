/** The instants at which a pending request is due and somebody is reminded. */
import { HolidaysUnknown } from '../../../workflows/domain/holidays'
import {
  cardReminders,
  requireKnownHolidays,
  reviewClock,
} from '../../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'

const NOON = '2026-11-24T09:00:00.000Z'

describe('the clock of a review', () => {
  it('S47 is due after 10 working days at 18:00 in Istanbul, with a reminder at 09:00 two working days before', () => {
    expect(reviewClock(NOON, DEFAULT_TIMING)).toEqual({
      remindAt: '2026-12-04T06:00:00.000Z',
      dueAt: '2026-12-08T15:00:00.000Z',
    })
  })

  it('is due at 13:00 if the last day is a half day', () => {
    const beforeKurban = '2026-05-12T09:00:00.000Z'
    expect(reviewClock(beforeKurban, { ...DEFAULT_TIMING, reviewDueDays: 9 }).dueAt).toBe(
      '2026-05-26T10:00:00.000Z',
    )
  })

  it("counts from the day in Istanbul: a request at 21:00 UTC counts as the next day's", () => {
    const oneDay = { ...DEFAULT_TIMING, reviewDueDays: 1 }
    expect(reviewClock('2026-11-24T20:59:59.999Z', oneDay).dueAt).toBe('2026-11-25T15:00:00.000Z')
    expect(reviewClock('2026-11-24T21:00:00.000Z', oneDay).dueAt).toBe('2026-11-26T15:00:00.000Z')
  })

  it('reminds on the first morning if the reminder would be before the start', () => {
    const { remindAt } = reviewClock(NOON, {
      ...DEFAULT_TIMING,
      reviewDueDays: 1,
      reviewReminderDaysBefore: 5,
    })
    expect(remindAt).toBe('2026-11-24T06:00:00.000Z')
  })
})

describe('an awaited card', () => {
  it('D6 causes a reminder after 10 and after 20 working days, in the morning', () => {
    expect(cardReminders(NOON, DEFAULT_TIMING)).toEqual([
      '2026-12-08T06:00:00.000Z',
      '2026-12-22T06:00:00.000Z',
    ])
  })

  it('D6 causes as many reminders as configured', () => {
    expect(cardReminders(NOON, { ...DEFAULT_TIMING, cardReminderDays: [] })).toEqual([])
    expect(cardReminders(NOON, { ...DEFAULT_TIMING, cardReminderDays: [1, 2, 30] })).toHaveLength(3)
  })
})

describe('the end of the table of holidays', () => {
  const lastWeek = '2030-12-20T09:00:00.000Z'

  it('keeps a request from being filed if its clocks would run past it', () => {
    expect(() => requireKnownHolidays(NOON, DEFAULT_TIMING)).not.toThrow()
    expect(() => requireKnownHolidays(lastWeek, DEFAULT_TIMING)).toThrow(HolidaysUnknown)
  })

  it('never stops a run', () => {
    expect(reviewClock(lastWeek, DEFAULT_TIMING).dueAt).toBe('2031-01-06T15:00:00.000Z')
    expect(cardReminders(lastWeek, DEFAULT_TIMING)).toHaveLength(2)
  })
})
