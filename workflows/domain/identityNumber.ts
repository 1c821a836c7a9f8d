/** The T.C. identity number: check digits, masking (D12), and detection in free text. */

const LENGTH = 11

/**
 * Whether a text is a well-formed identity number: eleven digits, the first not 0, the last two
 * check digits of the others. Detects typing errors, not whether the person exists.
 */
export function isIdentityNumber(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false
  return text === withCheckDigits(text.slice(0, 9))
}

/** Appends the two check digits to the first nine digits of an identity number. */
export function withCheckDigits(stem: string): string {
  const digits = [...stem].map(Number)
  const atOddPlaces = sum(digits.filter((_, index) => index % 2 === 0))
  const atEvenPlaces = sum(digits.filter((_, index) => index % 2 === 1))
  const tenth = lastDigit(atOddPlaces * 7 - atEvenPlaces)
  return `${stem}${tenth}${lastDigit(atOddPlaces + atEvenPlaces + tenth)}`
}

/** An identity number as shown on screens: 123******01 (D12). */
export function maskIdentityNumber(identityNumber: string): string {
  return `${identityNumber.slice(0, 3)}******${identityNumber.slice(-2)}`
}

/**
 * Whether a free text contains an identity number: unbroken, in groups separated by a blank or a
 * dot, or in groups of three separated by hyphens or slashes. Other eleven-digit numbers pass, and
 * so do longer ones such as an IBAN.
 */
export function containsIdentityNumber(text: string): boolean {
  return inBlanksOrDots(text) || inThrees(text)
}

function inBlanksOrDots(text: string): boolean {
  const chains = text.match(/\d+(?:[\s.]\d+)*/g) ?? []
  return chains.some((chain) => {
    const groups = chain.split(/\D/)
    return groups.some((_, first) => startsIdentityNumber(groups.slice(first)))
  })
}

const IN_THREES = /(?<!\d)(?:\d{3}[-–/. ]){3}\d{2}(?!\d)|(?<!\d)\d{2}(?:[-–/. ]\d{3}){3}(?!\d)/g

/**
 * Numbers of letters also contain hyphens and slashes; their groups have other lengths and must not
 * be joined.
 */
function inThrees(text: string): boolean {
  return (text.match(IN_THREES) ?? []).some((found) => isIdentityNumber(found.replace(/\D/g, '')))
}

/** Whether the first groups, joined, form an identity number. */
function startsIdentityNumber(groups: readonly string[]): boolean {
  let joined = ''
  for (const group of groups) {
    joined += group
    if (joined.length >= LENGTH) return isIdentityNumber(joined)
  }
  return false
}

function sum(digits: readonly number[]): number {
  return digits.reduce((total, digit) => total + digit, 0)
}

/** The remainder by 10 of a number that may be negative, where `%` alone would keep the sign. */
function lastDigit(value: number): number {
  return ((value % 10) + 10) % 10
}
