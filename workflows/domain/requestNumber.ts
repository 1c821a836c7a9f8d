import { plainNumber } from './typedNumber'

/**
 * The number people quote for a request, such as PYK-2026-000123. It says nothing about anybody and grows beyond its
 * six places where a year needs them.
 * @param year four digits
 * @param count which one of the year it is, from 1
 */
export function requestNumber(year: number, count: number): string {
  return `PYK-${year}-${String(count).padStart(6, '0')}`
}

/**
 * The request number that somebody means: as it is quoted, however it was typed or pasted, or the count alone for a
 * request of this year.
 * @param year the current one, four digits
 * @returns null when it is no request number
 */
export function readRequestNumber(typed: string, year: number): string | null {
  const text = plainNumber(typed)
  const quoted = /^PYK-?(\d{4})-?(\d{6,})$/.exec(text)
  if (quoted !== null) return `PYK-${quoted[1]}-${quoted[2]}`
  return /^(?!0+$)\d{1,8}$/.test(text) ? requestNumber(year, Number(text)) : null
}
