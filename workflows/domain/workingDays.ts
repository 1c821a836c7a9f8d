/** Counts working days of the public service in Türkiye. */
import {
  closingHourOf,
  HOLIDAYS_KNOWN_UNTIL,
  HolidaysUnknown,
  isWorkingDay,
  NO_LEAVE,
} from './holidays'
import type { Leave } from './holidays'
import type { Day } from './istanbul'
import { addDays, instantAt } from './istanbul'

/**
 * The n-th working day after a day. The day itself is not counted; half days are. For n = 0 the day
 * itself, even if it is not a working day.
 * @throws HolidaysUnknown when that day is after the end of the table of holidays
 */
export function addWorkingDays(day: Day, n: number, leave: Leave = NO_LEAVE): Day {
  const reached = estimateWorkingDay(day, n, leave)
  if (reached > HOLIDAYS_KNOWN_UNTIL) throw new HolidaysUnknown(reached)
  return reached
}

/**
 * The same for runs, which must not stop because the table was not maintained. After the end of the
 * table feasts may count as working days, so the result can be a few days early but never late.
 */
export function estimateWorkingDay(day: Day, n: number, leave: Leave = NO_LEAVE): Day {
  let reached = day
  for (let counted = 0; counted < n;) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached, leave)) counted += 1
  }
  return reached
}

/** How many working days come after a day, up to and including a later one. */
export function countWorkingDays(after: Day, upTo: Day, leave: Leave = NO_LEAVE): number {
  let counted = 0
  for (let day = addDays(after, 1); day <= upTo; day = addDays(day, 1))
    if (isWorkingDay(day, leave)) counted += 1
  return counted
}

const OPENING_HOUR = 9

/** The ISO instant at which a working day begins. */
export function openingOf(day: Day): string {
  return instantAt(day, OPENING_HOUR)
}

/** The ISO instant at which a working day ends: earlier on a half day. */
export function closingOf(day: Day, leave: Leave = NO_LEAVE): string {
  return instantAt(day, closingHourOf(day, leave))
}
