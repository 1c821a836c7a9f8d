/**
 * The number people quote for a request, such as PYK-2026-000123. It says nothing about anybody and grows beyond its
 * six places where a year needs them.
 * @param year four digits
 * @param count which one of the year it is, from 1
 */
export function requestNumber(year: number, count: number): string {
  return `PYK-${year}-${String(count).padStart(6, '0')}`
}
