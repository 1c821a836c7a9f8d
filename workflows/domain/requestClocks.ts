/**
 * When a pending request is due and when somebody is reminded of it, as instants for a run's
 * timers.
 *
 * A run never fails because the table of holidays has ended: its clocks are estimates then. The
 * error is raised before a run starts, where a request is filed, and the worker reports the end of
 * the table a year ahead.
 */
import { istanbulDayOf } from './istanbul'
import { DEFAULT_TIMING } from './requestTiming'
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

/** The timers of a review. */
export function reviewAlarms(
  remindAt: string,
  dueAt: string,
): { at: string; about: 'reviewDueSoon' | 'reviewOverdue' }[] {
  return [
    { at: remindAt, about: 'reviewDueSoon' },
    { at: dueAt, about: 'reviewOverdue' },
  ]
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

/** A review whose clock has stopped. */
export interface StoppedReview {
  dueAt: string
  /** Working days left after the day on which it stopped; null if it was overdue. */
  daysLeft: number | null
}

/** Stops the clock of a review. */
export function stopReview(nowIso: string, dueAt: string, leave?: Leave): StoppedReview {
  if (nowIso > dueAt) return { dueAt, daysLeft: null }
  const [today, end] = [istanbulDayOf(nowIso), istanbulDayOf(dueAt)]
  return { dueAt, daysLeft: countWorkingDays(today, end, leave) }
}

/**
 * Lets the clock go on with the working days that were left, at least one. An overdue review stays
 * overdue, and nobody is reminded of it again.
 * @param startIso ISO instant at which the request came back; its day is not counted
 */
export function resumeReview(
  startIso: string,
  { dueAt, daysLeft }: StoppedReview,
  timing: RequestTiming,
): { remindAt: string; dueAt: string } | { remindAt: null; dueAt: string } {
  if (daysLeft === null) return { remindAt: null, dueAt }
  return reviewClock(startIso, { ...timing, reviewDueDays: Math.max(1, daysLeft) })
}

/**
 * When the applicant is reminded of a document that was asked for, ascending, and until when it is
 * awaited. Requests from before these clocks have the default ones.
 * @param startIso ISO instant at which it was asked for; its day is not counted
 * @returns ISO instants in UTC
 */
export function applicantClock(
  startIso: string,
  {
    applicantReminderDays = DEFAULT_TIMING.applicantReminderDays,
    applicantWaitDays = DEFAULT_TIMING.applicantWaitDays,
    leave,
  }: Partial<Pick<RequestTiming, 'applicantReminderDays' | 'applicantWaitDays' | 'leave'>>,
): { remindAt: string[]; until: string } {
  const start = istanbulDayOf(startIso)
  const until = closingOf(estimateWorkingDay(start, applicantWaitDays, leave), leave)
  return {
    remindAt: applicantReminderDays
      .map((days) => openingOf(estimateWorkingDay(start, days, leave)))
      .filter((at) => at < until),
    until,
  }
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
