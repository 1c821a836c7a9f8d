/** The region whose habits each language's figures, dates and lists follow. */
import type { Language } from '../catalogue'

export const LOCALES = { tr: 'tr-TR', en: 'en-GB' } as const satisfies Record<Language, string>
