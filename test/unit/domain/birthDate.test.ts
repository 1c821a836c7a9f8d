/** Dates of birth in the register and on screens. */
import { BirthDate, formatBirthDate } from '../../../workflows/domain/birthDate'

it.each([
  ['12.04.1986', { year: 1986, month: 4, day: 12 }],
  ['29.02.2012', { year: 2012, month: 2, day: 29 }],
  ['04.1986', { year: 1986, month: 4, day: 0 }],
  ['1986', { year: 1986, month: 0, day: 0 }],
])('D4 %s is formatted without the unknown parts', (text, birthDate) => {
  expect(BirthDate.parse(birthDate)).toEqual(birthDate)
  expect(formatBirthDate(birthDate)).toBe(text)
})

it.each([
  [1986, 4, 31],
  [2011, 2, 29],
  [1986, 13, 12],
  [1786, 4, 12],
])('D4 %i-%i-%i is no date of birth', (year, month, day) => {
  expect(BirthDate.safeParse({ year, month, day }).success).toBe(false)
})

it('D4 a day without a month is refused', () => {
  expect(BirthDate.safeParse({ year: 1986, month: 0, day: 12 }).success).toBe(false)
})
