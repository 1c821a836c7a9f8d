/**
 * The calendar of Istanbul. Türkiye has been on +03:00 all year since 2016, so plain arithmetic is
 * enough: it needs no time zone data and gives the same result in every replay.
 */

/** A calendar day as `YYYY-MM-DD`; sorting the text sorts the days. */
export type Day = string

const OFFSET_MS = 3 * 60 * 60 * 1000
const DAY_MS = 24 * 60 * 60 * 1000

/** The day in Istanbul at an ISO instant; a new day begins at 21:00 UTC. */
export function istanbulDayOf(instant: string): Day {
  return dayOf(Date.parse(instant) + OFFSET_MS)
}

/** The time in Istanbul at an ISO instant, as HH:MM. */
export function istanbulTimeOf(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MS).toISOString().slice(11, 16)
}

/** The ISO instant (UTC) of a full hour of a day in Istanbul. */
export function instantAt(day: Day, hour: number): string {
  return new Date(Date.parse(day) + hour * 60 * 60 * 1000 - OFFSET_MS).toISOString()
}

/** The day a number of calendar days later, or earlier if the number is negative. */
export function addDays(day: Day, days: number): Day {
  return dayOf(Date.parse(day) + days * DAY_MS)
}

/**
 * A calendar day from its parts; day 0 is the last of the previous month, month 13 the first of the
 * next year.
 */
export function dayFrom(year: number, month: number, day: number): Day {
  return dayOf(Date.UTC(year, month - 1, day))
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay()
}

function dayOf(milliseconds: number): Day {
  return new Date(milliseconds).toISOString().slice(0, 10)
}
