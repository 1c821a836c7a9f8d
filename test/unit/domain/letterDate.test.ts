/** The days that the letter with a returned card may have. */
import { earliestLetterDay, letterDateFault } from '../../../workflows/domain/letterDate'

const today = '2026-11-27'

it('S67 a letter has a date between the approval of the card and today', () => {
  const days = { today, cardApprovedOn: '2026-03-02' }
  expect(letterDateFault('2026-03-02', days)).toBeNull()
  expect(letterDateFault(today, days)).toBeNull()
  expect(letterDateFault('2026-11-28', days)).toBe('inFuture')
  expect(letterDateFault('2026-03-01', days)).toBe('beforeCard')
  expect(earliestLetterDay(days)).toBe('2026-03-02')
})

it.each([null, '2019-05-06'])(
  'S67 a letter is at most a year old, also if its card was approved on %s',
  (cardApprovedOn) => {
    const days = { today, cardApprovedOn }
    expect(letterDateFault('2025-11-27', days)).toBeNull()
    expect(letterDateFault('2025-11-26', days)).toBe('tooOld')
    expect(letterDateFault('1900-01-01', days)).toBe('tooOld')
  },
)
