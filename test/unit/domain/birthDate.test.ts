/** Dates of birth as the register gives them and as screens show them. */
import { BirthDate, formatBirthDate, MalformedBirthDate, parseBirthDate } from '../../../workflows/domain/birthDate'

it.each([
  ['12.04.1986', { year: 1986, month: 4, day: 12 }],
  ['29.02.2012', { year: 2012, month: 2, day: 29 }],
  ['04.1986', { year: 1986, month: 4, day: 0 }],
  ['1986', { year: 1986, month: 0, day: 0 }],
])('D4 %s is read and written, unknown parts left out', (text, birthDate) => {
  expect(parseBirthDate(text)).toEqual(birthDate)
  expect(formatBirthDate(birthDate)).toBe(text)
})

it.each(['', '12.4.1986', '31.04.1986', '29.02.2011', '12.13.1986', '1986-04-12', '12.04.86', '12.04.1786'])(
  'D4 "%s" is no date of birth',
  (text) => {
    expect(() => parseBirthDate(text)).toThrow(MalformedBirthDate)
  },
)

it('D12 the error does not repeat what was written', () => {
  const wholeMessage = 'Not a date of birth such as 12.04.1986, 04.1986 or 1986'
  expect(() => parseBirthDate('10000000146')).toThrow(new Error(wholeMessage))
})

it('D4 a day is not known without its month', () => {
  expect(BirthDate.safeParse({ year: 1986, month: 0, day: 12 }).success).toBe(false)
})
