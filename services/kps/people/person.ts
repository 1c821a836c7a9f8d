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
  /** In which part of the register the person is; a citizen if not given. */
  registeredAs?: 'blueCard' | 'foreigner'
  dead?: true
  /** The child became one by adoption; the register has a relation code of its own for it. */
  adopted?: true
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
  /** The register has only the year of birth (D4). */
  monthUnknown?: true
  /** Born on 29 February, in the last leap year in which the age is at least this (D4). */
  leapDay?: true
}

const FIRST_STEM = 100_000_100
/** Numbers of foreigners start with 99. */
const FIRST_FOREIGN_STEM = 990_000_100

/**
 * Creates a demo person. @param ordinal unique, below 1000; the identity number is derived from it
 */
export function demoPerson(
  ordinal: number,
  name: string,
  surname: string,
  age: Age,
  about: Pick<DemoPerson, 'registeredAs' | 'dead' | 'adopted'> = {},
): DemoPerson {
  const first = about.registeredAs === 'foreigner' ? FIRST_FOREIGN_STEM : FIRST_STEM
  return { identityNumber: withCheckDigits(String(first + ordinal)), name, surname, age, ...about }
}

/** The date of birth that gives this age on a day. */
export function birthDateOn(today: Day, age: Age): BirthDate {
  const [thisYear, month, day] = addDays(today, -age.birthdayDaysAgo).split('-').map(Number) as [
    number,
    number,
    number,
  ]
  const year = thisYear - age.years
  if (age.monthUnknown) return { year, month: 0, day: 0 }
  if (age.leapDay) return { year: lastLeapYear(year), month: 2, day: 29 }
  return { year, month, day: age.dayUnknown ? 0 : dayIn(year, month, day) }
}

function lastLeapYear(year: number): number {
  return dayIn(year, 2, 29) === 29 ? year : lastLeapYear(year - 1)
}

/** 29 February may not exist in the year of birth. */
function dayIn(year: number, month: number, day: number): number {
  return Math.min(day, new Date(Date.UTC(year, month, 0)).getUTCDate())
}
