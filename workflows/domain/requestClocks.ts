/**
 * When a pending request is due and when somebody is reminded of it, as instants for a run's
 * timers.
 *
 * A run never fails because the table of holidays has ended: its clocks are estimates then. The
 * error is raised before a run starts, where a request is filed, and the worker reports the end of
 * the table a year ahead.
 */
import { istanbulDayOf } from './istanbul'
import type { RequestTiming } from './requestTiming'
import type { Leave } from './holidays'
import {
  addWorkingDays,
  closingOf,
  countWorkingDays,
  estimateWorkingDay,
  openingOf,
} from './workingDays'

/**
 * The clock of a review: due at the close of its last working day, with a reminder on the morning
 * of an earlier one.
 * @param startIso ISO instant at which the request entered the review queue; its day is not counted
 * @returns ISO instants in UTC
 */
export function reviewClock(
  startIso: string,
  timing: RequestTiming,
): { remindAt: string; dueAt: string } {
  const start = istanbulDayOf(startIso)
  const reminderAfter = Math.max(0, timing.reviewDueDays - timing.reviewReminderDaysBefore)
  return {
    remindAt: openingOf(estimateWorkingDay(start, reminderAfter, timing.leave)),
    dueAt: closingOf(estimateWorkingDay(start, timing.reviewDueDays, timing.leave), timing.leave),
  }
}

/**
 * When the applicant is reminded of a card that has not come back, ascending (D6).
 * @param startIso ISO instant since which the card is awaited; its day is not counted
 * @returns ISO instants in UTC
 */
export function cardReminders(startIso: string, timing: RequestTiming): string[] {
  const start = istanbulDayOf(startIso)
  return timing.cardReminderDays.map((days) =>
    openingOf(estimateWorkingDay(start, days, timing.leave)),
  )
}

/**
 * Checks that every clock set by a request filed now runs within the years whose holidays are
 * known.
 * @param startIso ISO instant at which the request is filed
 * @throws HolidaysUnknown
 */
export function requireKnownHolidays(startIso: string, timing: RequestTiming): void {
  const longest = Math.max(timing.reviewDueDays, ...timing.cardReminderDays)
  addWorkingDays(istanbulDayOf(startIso), longest)
}

/**
 * An instant of a clock after administrative leave has changed: as many working days after the
 * clock's start as before.
 * @param startIso ISO instant at which the clock started; its day is not counted
 * @param instantIso the opening or the close of a working day
 */
export function movedInstant(
  startIso: string,
  instantIso: string,
  { before, after }: { before: Leave; after: Leave },
): string {
  const [start, day] = [istanbulDayOf(startIso), istanbulDayOf(instantIso)]
  const moved = estimateWorkingDay(start, countWorkingDays(start, day, before), after)
  return instantIso === openingOf(day) ? openingOf(moved) : closingOf(moved, after)
}
