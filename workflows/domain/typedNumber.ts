/**
 * The plain form of a typed or pasted number of a request, letter or staff member: without blanks
 * and invisible characters, with plain hyphens, in capitals, and without punctuation around it.
 * @example ' pyk – 2026 – 000123. ' gives 'PYK-2026-000123'
 */
export function plainNumber(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{C}\p{Z}\u034F\u115F\u1160\u3164\uFE00-\uFE0F]/gu, '')
    .replace(/[\p{Pd}\u2212\u00AF\u02D7]/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .toLocaleUpperCase('tr')
}
