/** The shape of the demo's fictional people. Nobody of them exists; their numbers only look right. */
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

/** An age on the day of loading, so that who is 9 or 17 stays so whenever the demo is loaded. */
export interface Age {
  /** Completed years. */
  years: number
  /** Days since the last birthday, below 365; 0 is a birthday today. */
  birthdayDaysAgo: number
  /** The register does not know the day of birth (D4). */
  dayUnknown?: true
}

const FIRST_STEM = 100_000_100

/** A person of the demo. @param ordinal below 1000 and one per person: their identity number is made of it */
export function demoPerson(ordinal: number, name: string, surname: string, age: Age): DemoPerson {
  return { identityNumber: withCheckDigits(String(FIRST_STEM + ordinal)), name, surname, age }
}

/** The date of birth that gives a person their age on the day of loading. */
export function birthDateOn(today: Day, { years, birthdayDaysAgo, dayUnknown }: Age): BirthDate {
  const [year, month, day] = addDays(today, -birthdayDaysAgo).split('-').map(Number) as [
    number,
    number,
    number,
  ]
  return { year: year - years, month, day: dayUnknown ? 0 : dayIn(year - years, month, day) }
}

/** The 29th of February of a leap year has no counterpart in the year of birth. */
function dayIn(year: number, month: number, day: number): number {
  return Math.min(day, new Date(Date.UTC(year, month, 0)).getUTCDate())
}
