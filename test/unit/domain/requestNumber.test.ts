import { requestNumber } from '../../../workflows/domain/requestNumber'

it('S41 a request is quoted by year and count', () => {
  expect(requestNumber(2026, 123)).toBe('PYK-2026-000123')
  expect(requestNumber(2027, 1)).toBe('PYK-2027-000001')
})

it('S41 the millionth request of a year still has a number of its own', () => {
  expect(requestNumber(2026, 1_000_000)).toBe('PYK-2026-1000000')
})
