/** The locale for the numbers, dates and lists of each language. */
import type { Language } from '../languages'

export const LOCALES = { tr: 'tr-TR', en: 'en-GB' } as const satisfies Record<Language, string>
