import { plainNumber } from './typedNumber'

/**
 * The number that people quote for a request, such as PYK-2026-000123. It reveals nothing about
 * anybody and grows beyond six digits in a year that needs more.
 * @param year four digits
 * @param count the ordinal of the request in its year, from 1
 */
export function requestNumber(year: number, count: number): string {
  return `PYK-${year}-${String(count).padStart(6, '0')}`
}

/**
 * The request number in a text, however it was typed or pasted; a count alone means a request of
 * this year.
 * @param year the current one, four digits
 * @returns null if it is no request number
 */
export function readRequestNumber(typed: string, year: number): string | null {
  const text = plainNumber(typed)
  const quoted = /^PYK-?(\d{4})-?(\d{6,})$/.exec(text)
  if (quoted !== null) return `PYK-${quoted[1]}-${quoted[2]}`
  return /^(?!0+$)\d{1,8}$/.test(text) ? requestNumber(year, Number(text)) : null
}
