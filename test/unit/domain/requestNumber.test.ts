import { readRequestNumber, requestNumber } from '../../../workflows/domain/requestNumber'

it('S41 a request number consists of year and count', () => {
  expect(requestNumber(2026, 123)).toBe('PYK-2026-000123')
  expect(requestNumber(2027, 1)).toBe('PYK-2027-000001')
})

it('S41 the millionth request of a year gets a unique number too', () => {
  expect(requestNumber(2026, 1_000_000)).toBe('PYK-2026-1000000')
})

it.each([
  ['PYK-2026-000123', 'PYK-2026-000123'],
  [' pyk-2025-1000000 ', 'PYK-2025-1000000'],
  ['PYK\u20112026\u2011000123', 'PYK-2026-000123'],
  ['PYK – 2026 – 000123.', 'PYK-2026-000123'],
  ['PYK 2026 000123', 'PYK-2026-000123'],
  ['\u200Bpyk2026000123\u200B', 'PYK-2026-000123'],
  ['123.', 'PYK-2026-000123'],
  ['1 000 000', 'PYK-2026-1000000'],
  ['13', 'PYK-2026-000013'],
  ['000013', 'PYK-2026-000013'],
  ['1000000', 'PYK-2026-1000000'],
])('S41 “%s” is read as %s', (typed, number) => {
  expect(readRequestNumber(typed, 2026)).toBe(number)
})

it.each(['', '. –', '0', 'PYK-2026', 'PYK-2026-13', '10000000146', '100 000 001 46', 'on üç'])(
  'S41 “%s” is not a request number',
  (typed) => {
    expect(readRequestNumber(typed, 2026)).toBeNull()
  },
)
