/** The T.C. identity number: its check digits, how it is shown (D12), and finding one where none may stand. */

const LENGTH = 11

/**
 * Whether a text is a well-formed identity number: eleven digits, the first not 0, the last two check digits of the
 * others. It tells a slip of the pen, not whether the person exists.
 */
export function isIdentityNumber(text: string): boolean {
  if (!/^[1-9]\d{10}$/.test(text)) return false
  return text === withCheckDigits(text.slice(0, 9))
}

/** Completes the first nine digits of an identity number with its two check digits. */
export function withCheckDigits(stem: string): string {
  const digits = [...stem].map(Number)
  const atOddPlaces = sum(digits.filter((_, index) => index % 2 === 0))
  const atEvenPlaces = sum(digits.filter((_, index) => index % 2 === 1))
  const tenth = lastDigit(atOddPlaces * 7 - atEvenPlaces)
  return `${stem}${tenth}${lastDigit(atOddPlaces + atEvenPlaces + tenth)}`
}

/** An identity number as screens show it: 123******01 (D12). */
export function maskIdentityNumber(identityNumber: string): string {
  return `${identityNumber.slice(0, 3)}******${identityNumber.slice(-2)}`
}

/**
 * Whether a free text holds an identity number, written in one piece, in groups parted by a blank or a dot, or in threes
 * parted by hyphens or slashes. Other eleven-digit numbers are let through, and so are longer ones such as an IBAN.
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

/** Hyphens and slashes also part the numbers of letters, whose groups are of other lengths and must not be added up. */
function inThrees(text: string): boolean {
  return (text.match(IN_THREES) ?? []).some((found) => isIdentityNumber(found.replace(/\D/g, '')))
}

/** Whether some of the groups from the first on make up an identity number together. */
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
