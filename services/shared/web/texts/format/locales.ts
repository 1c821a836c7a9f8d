/** The locale for the numbers, dates and lists of each language. */
import type { Language } from '../languages'

export const LOCALES = { tr: 'tr-TR', en: 'en-GB' } as const satisfies Record<Language, string>

/**
 * Makes a formatter for each language. Made once per process: a page writes dozens of dates and
 * numbers, and making a formatter costs more than using it.
 */
export function inEachLocale<Formatter>(
  make: (locale: string) => Formatter,
): Record<Language, Formatter> {
  return { tr: make(LOCALES.tr), en: make(LOCALES.en) }
}
