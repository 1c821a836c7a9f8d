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
 * The number that somebody means: as it is quoted, with blanks around or in small letters, or the count alone for this year's.
 * @param year the one it is, four digits
 * @returns null when it is no request's number
 */
export function readRequestNumber(typed: string, year: number): string | null {
  const text = typed.trim().toUpperCase()
  if (/^PYK-\d{4}-\d{6,}$/.test(text)) return text
  return /^(?!0+$)\d{1,8}$/.test(text) ? requestNumber(year, Number(text)) : null
}
