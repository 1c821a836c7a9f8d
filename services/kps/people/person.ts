/** A fictional person. The identity numbers pass the check digits but belong to nobody. */
import type { BirthDate } from '../../../workflows/domain/birthDate'
import { withCheckDigits } from '../../../workflows/domain/identityNumber'
import type { Day } from '../../../workflows/domain/istanbul'
import { addDays } from '../../../workflows/domain/istanbul'

export interface DemoPerson {
  identityNumber: string
  name: string
  surname: string
  age: Age
}

/**
 * An age relative to the day of loading, so that a child of 9 or 17 has that age whenever the demo
 * is loaded.
 */
export interface Age {
  /** Completed years. */
  years: number
  /** Days since the last birthday, below 365; 0 is a birthday today. */
  birthdayDaysAgo: number
  /** The register has no day of birth (D4). */
  dayUnknown?: true
}

const FIRST_STEM = 100_000_100

/**
 * Creates a demo person. @param ordinal unique, below 1000; the identity number is derived from it
 */
export function demoPerson(ordinal: number, name: string, surname: string, age: Age): DemoPerson {
  return { identityNumber: withCheckDigits(String(FIRST_STEM + ordinal)), name, surname, age }
}

/** The date of birth that gives this age on a day. */
export function birthDateOn(today: Day, { years, birthdayDaysAgo, dayUnknown }: Age): BirthDate {
  const [year, month, day] = addDays(today, -birthdayDaysAgo).split('-').map(Number) as [
    number,
    number,
    number,
  ]
  return { year: year - years, month, day: dayUnknown ? 0 : dayIn(year - years, month, day) }
}

/** 29 February may not exist in the year of birth. */
function dayIn(year: number, month: number, day: number): number {
  return Math.min(day, new Date(Date.UTC(year, month, 0)).getUTCDate())
}
