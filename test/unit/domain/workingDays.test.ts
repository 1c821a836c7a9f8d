/** Working days around weekends, feasts, half days and the end of the year. */
import { closingHourOf, HolidaysUnknown, isWorkingDay } from '../../../workflows/domain/holidays'
import { addDays } from '../../../workflows/domain/istanbul'
import { addWorkingDays, estimateWorkingDay } from '../../../workflows/domain/workingDays'

const daysOff = (from: string, to: string) => {
  const off: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (!isWorkingDay(day)) off.push(day)
  return off
}

it('a week has five working days', () => {
  expect(daysOff('2026-11-23', '2026-11-29')).toEqual(['2026-11-28', '2026-11-29'])
})

it.each(['01-01', '04-23', '05-01', '05-19', '07-15', '08-30', '10-29'])(
  '%s is a holiday of every year',
  (day) => {
    for (const year of [2025, 2026, 2027, 2028, 2041])
      expect(isWorkingDay(`${year}-${day}`)).toBe(false)
  },
)

it.each([
  ['Ramazan 2025', '2025-03-30', '2025-04-01'],
  ['Kurban 2025', '2025-06-06', '2025-06-09'],
  ['Ramazan 2026', '2026-03-20', '2026-03-22'],
  ['Kurban 2026', '2026-05-27', '2026-05-30'],
  ['Ramazan 2027', '2027-03-09', '2027-03-11'],
  ['Kurban 2027', '2027-05-16', '2027-05-19'],
  ['Ramazan 2028', '2028-02-26', '2028-02-28'],
  ['Kurban 2028', '2028-05-05', '2028-05-08'],
])('%s lasts from %s to %s', (_, first, last) => {
  for (let day = first; day <= last; day = addDays(day, 1)) expect(isWorkingDay(day)).toBe(false)
})

it('the morning after a feast is a working day', () => {
  expect(isWorkingDay('2026-03-23')).toBe(true)
  expect(isWorkingDay('2027-03-12')).toBe(true)
})

it.each([
  ['the eve of Ramazan', '2026-03-19'],
  ['the eve of Kurban', '2026-05-26'],
  ['the eve of Republic Day', '2026-10-28'],
])('%s is a working day until 13:00', (_, day) => {
  expect(isWorkingDay(day)).toBe(true)
  expect(closingHourOf(day)).toBe(13)
})

it('an eve at the weekend stays free', () => {
  expect(isWorkingDay('2025-03-29')).toBe(false)
  expect(isWorkingDay('2028-10-28')).toBe(false)
})

it('other working days end at 18:00', () => {
  expect(closingHourOf('2026-11-24')).toBe(18)
})

it('the day itself is not counted', () => {
  expect(addWorkingDays('2026-11-24', 0)).toBe('2026-11-24')
  expect(addWorkingDays('2026-11-24', 1)).toBe('2026-11-25')
  expect(addWorkingDays('2026-11-24', 10)).toBe('2026-12-08')
})

it.each([
  ['from Friday to Monday', '2026-11-27', 1, '2026-11-30'],
  ['from Saturday to Monday', '2026-11-28', 1, '2026-11-30'],
  ['over the new year', '2026-12-31', 1, '2027-01-04'],
  ['over Ramazan, which ends on a Sunday', '2026-03-19', 1, '2026-03-23'],
  ['over Kurban, its eve counted', '2026-05-25', 2, '2026-06-01'],
  ['over 23 April on a Thursday', '2026-04-22', 1, '2026-04-24'],
  ['over Republic Day, its eve counted', '2026-10-27', 2, '2026-10-30'],
  ['over Kurban and 19 May 2027, which meet', '2027-05-14', 1, '2027-05-20'],
])('counting goes %s', (_, from, n, to) => {
  expect(addWorkingDays(from, n)).toBe(to)
})

it('a day after the end of the table of holidays is an error, not a wrong day', () => {
  expect(() => addWorkingDays('2041-12-31', 1)).toThrow(HolidaysUnknown)
})

it('a run gets an estimate for such a day, so that it never stops', () => {
  expect(estimateWorkingDay('2041-12-31', 1)).toBe('2042-01-02')
})
