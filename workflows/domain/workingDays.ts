/** Counting working days of the public service in Türkiye. */
import { closingHourOf, isWorkingDay } from './holidays'
import type { Day } from './istanbul'
import { addDays, instantAt } from './istanbul'

/**
 * The n-th working day after a day; the day itself is not counted, half days are.
 * With n = 0 the day itself, whether or not it is a working day.
 */
export function addWorkingDays(day: Day, n: number): Day {
  let reached = day
  for (let counted = 0; counted < n;) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached)) counted += 1
  }
  return reached
}

const OPENING_HOUR = 9

/** The ISO instant at which a working day begins. */
export function openingOf(day: Day): string {
  return instantAt(day, OPENING_HOUR)
}

/** The ISO instant at which a working day ends: earlier on a half day. */
export function closingOf(day: Day): string {
  return instantAt(day, closingHourOf(day))
}
