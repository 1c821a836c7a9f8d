/** Check digits, masking, and detection in free text. */
import {
  containsIdentityNumber,
  isIdentityNumber,
  maskIdentityNumber,
  withCheckDigits,
} from '../../../workflows/domain/identityNumber'

it.each(['10000000146', '11111111110', '12345678950'])(
  '%s has the right check digits',
  (number) => {
    expect(isIdentityNumber(number)).toBe(true)
  },
)

it.each([
  ['a wrong tenth digit', '10000000156'],
  ['a wrong eleventh digit', '10000000147'],
  ['equal digits', '11111111111'],
  ['a leading 0', '01234567890'],
  ['ten digits', '1000000014'],
  ['twelve digits', '100000001460'],
  ['a letter', '1000000014a'],
  ['a blank', ' 10000000146'],
  ['digits of another script', '١٠٠٠٠٠٠٠١٤٦'],
])('a number with %s is invalid', (_, text) => {
  expect(isIdentityNumber(text)).toBe(false)
})

it('check digits are right where the sum is negative before the remainder is taken', () => {
  const number = withCheckDigits('190316000')
  expect(number).toMatch(/^190316000\d\d$/)
  expect(number[9]).toBe('6')
  expect(isIdentityNumber(number)).toBe(true)
})

it('one wrong digit at any position is detected', () => {
  for (const place of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
    const digits = [...'12345678950']
    digits[place] = String((Number(digits[place]) + 1) % 10)
    expect(isIdentityNumber(digits.join(''))).toBe(false)
  }
})

it('D12 screens show the first three and the last two digits', () => {
  expect(maskIdentityNumber('12345678901')).toBe('123******01')
})

it.each([
  '10000000146',
  'TC:10000000146.',
  'Kimlik no 100 000 001 46 olan eşim',
  'no: 100.000.001.46',
  '100-000-001-46',
  'TC 100/000/001/46, eşim',
  '10-000-000-146',
  '100.000-001 46',
  '24.11.2026 10000000146',
])('D12 the number in "%s" is found', (text) => {
  expect(containsIdentityNumber(text)).toBe(true)
})

it.each([
  '',
  'Fotoğrafın arka planı beyaz değil.',
  'E-12345678-010.06.01-4711',
  'E-12345678-903.07-4471',
  'PYK-2026-000123',
  // Joined, the first two groups would form a valid number.
  'E-10000000-146.07-4471',
  '100-000-001-47',
  '1100-000-001-46',
  '05321234567',
  'TR330006100519786457841326',
  '110000000146',
  '24.11.2026 saat 14.32, 2026/114',
])('D12 no number is found in "%s"', (text) => {
  expect(containsIdentityNumber(text)).toBe(false)
})
