import type { BirthDate } from '../../workflows/domain/birthDate'

/** Parses a date of birth such as `12.04.1986`, or `04.1986` and `1986` with unknown parts. */
export function born(text: string): BirthDate {
  const [year, month = 0, day = 0] = text.split('.').reverse().map(Number)
  return { year: year!, month, day }
}
