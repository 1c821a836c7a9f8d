/** The table of holidays, compared with an independent source, and its end. */
import Holidays from 'date-holidays'
import {
  closingHourOf,
  HOLIDAYS_KNOWN_UNTIL,
  isWorkingDay,
} from '../../../workflows/domain/holidays'
import { addDays, instantAt, istanbulDayOf, weekdayOf } from '../../../workflows/domain/istanbul'

const FIRST_YEAR = 2025
const LAST_YEAR = Number(HOLIDAYS_KNOWN_UNTIL.slice(0, 4))
const YEARS = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, n) => FIRST_YEAR + n)
const EIGHTEEN_MONTHS_IN_DAYS = 548

const published = new Holidays('TR', { types: ['public'] })

/**
 * The source starts each feast on the evening before, so the state at noon shows whether a day is
 * free.
 */
const noonOf = (day: string) => Date.parse(instantAt(day, 12))

const weekdaysOf = (year: number) => {
  const days: string[] = []
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) days.push(day)
  return days.filter((day) => ![0, 6].includes(weekdayOf(day)))
}

it.each(YEARS)('the weekdays off in %i are those of an independent source', (year) => {
  const holidays = published.getHolidays(year)
  const isOff = (day: string) =>
    holidays.some(({ start, end }) => +start <= noonOf(day) && noonOf(day) < +end)
  const weekdays = weekdaysOf(year)
  expect(weekdays.filter((day) => !isWorkingDay(day))).toEqual(weekdays.filter(isOff))
})

it.each(YEARS)('the eves of both feasts in %i are half days or free', (year) => {
  const eves = published
    .getHolidays(year)
    .filter(({ name }) => /^(Ramazan|Kurban) Bayramı$/.test(name))
    .map(({ start }) => istanbulDayOf(start.toISOString()))
  expect(eves).toHaveLength(2)
  expect(eves.filter((eve) => isWorkingDay(eve) && closingHourOf(eve) !== 13)).toEqual([])
})

it('the table covers at least 18 months from today', () => {
  const today = istanbulDayOf(new Date().toISOString())
  expect(HOLIDAYS_KNOWN_UNTIL >= addDays(today, EIGHTEEN_MONTHS_IN_DAYS)).toBe(true)
})
