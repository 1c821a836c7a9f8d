/**
 * A number of a request, a letter or a staff member in its plain form, as people type it or paste it from a document:
 * without blanks and invisible characters, with plain hyphens, in capitals, and without the punctuation around it.
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
