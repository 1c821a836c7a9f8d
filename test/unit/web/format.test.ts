/** Dates, numbers and names as usual in Türkiye. */
import {
  dateAndTime,
  longDate,
  longDateAndTime,
  shortDate,
  workingDaysLeft,
} from '../../../services/shared/web/texts/format/dates'
import { onDay } from '../../../services/shared/web/texts/format/onDay'
import { countUpTo, fileSize, grouped } from '../../../services/shared/web/texts/format/numbers'
import { compareTurkish, initials } from '../../../services/shared/web/texts/format/people'

describe('dates', () => {
  it('are shown in the time of Istanbul', () => {
    expect(dateAndTime('2026-11-23T18:30:00.000Z')).toBe('23.11.2026 21:30')
    expect(shortDate(new Date('2026-11-23T21:00:00.000Z'))).toBe('24.11.2026')
  })

  it('are written out in the language of the page', () => {
    expect(longDate('2026-11-23T12:00:00.000Z', 'tr')).toBe('23 Kasım 2026')
    expect(longDate('2026-11-23T12:00:00.000Z', 'en')).toBe('23 November 2026')
    expect(longDateAndTime('2026-11-21T11:32:00.000Z', 'tr')).toBe('21 Kasım 2026 14:32')
  })

  it('may be days without a time, such as the date of a letter', () => {
    expect(shortDate('2026-03-01')).toBe('01.03.2026')
    expect(longDate('2026-03-01', 'tr')).toBe('1 Mart 2026')
  })
})

describe('working days left', () => {
  const monday = '2026-11-23T09:00:00.000Z'

  it('exclude the weekend', () => {
    expect(workingDaysLeft('2026-11-30T15:00:00.000Z', monday)).toBe(5)
  })

  it('are zero on the day itself, at any hour', () => {
    expect(workingDaysLeft('2026-11-23T15:00:00.000Z', monday)).toBe(0)
    expect(workingDaysLeft('2026-11-23T06:00:00.000Z', monday)).toBe(0)
  })

  it('are negative after that day', () => {
    expect(workingDaysLeft('2026-11-19T15:00:00.000Z', monday)).toBe(-2)
  })
})

describe('numbers', () => {
  it('are grouped according to the language', () => {
    expect(grouped(1_250_000, 'tr')).toBe('1.250.000')
    expect(grouped(1_250_000, 'en')).toBe('1,250,000')
  })

  it('show a plus where counting stopped', () => {
    expect(countUpTo(38, 1_000, 'tr')).toBe('38')
    expect(countUpTo(1_000, 1_000, 'tr')).toBe('1.000+')
  })

  it('S39 show sizes in KB and MB of 1,048,576 bytes (D10)', () => {
    expect(fileSize(1_048_576, 'tr')).toBe('1 MB')
    expect(fileSize(1_258_291, 'tr')).toBe('1,2 MB')
    expect(fileSize(219_000, 'tr')).toBe('214 KB')
    expect(fileSize(1, 'tr')).toBe('1 KB')
  })
})

describe('people', () => {
  it('have initials in Turkish letters', () => {
    expect(initials('ömer çağrı yıldırım')).toBe('ÖY')
    expect(initials('işıl')).toBe('İ')
    expect(initials('ıtır öz')).toBe('IÖ')
  })

  it('are sorted by the Turkish alphabet', () => {
    expect(['Zeynep', 'İrem', 'Ilgın', 'Çağla', 'Cem', 'Şule', 'Su'].sort(compareTurkish)).toEqual([
      'Cem',
      'Çağla',
      'Ilgın',
      'İrem',
      'Su',
      'Şule',
      'Zeynep',
    ])
  })
})

it.each([
  ['23.11.2026', '’da'],
  ['12.03.2027', '’de'],
  ['01.01.2028', '’de'],
  ['01.01.2029', '’da'],
  ['01.01.2030', '’da'],
  ['01.01.2031', '’de'],
  ['01.01.2033', '’te'],
  ['01.01.2034', '’te'],
  ['01.01.2035', '’te'],
  ['01.01.2040', '’ta'],
  ['01.01.2100', '’de'],
])('S21 writes “on %s” as Turkish reads the year', (day, suffix) => {
  expect(onDay(day, 'tr')).toBe(`${day}${suffix}`)
  expect(onDay(day, 'en')).toBe(day)
})
