/** Numbers, counts and file sizes as pages show them. */
import type { Language } from '../languages'
import { inEachLocale } from './locales'

const KIB = 1_024
const MIB = KIB * KIB

const GROUPED = inEachLocale((locale) => new Intl.NumberFormat(locale))
const ONE_DECIMAL = inEachLocale(
  (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
)
const AMOUNT = inEachLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
)

/** `1.250` in Turkish, `1,250` in English. */
export function grouped(value: number, language: Language): string {
  return GROUPED[language].format(value)
}

/** An amount in lira: `1.250,50 TL`, in English `1,250.50 TL`. */
export function lira(amount: number, language: Language): string {
  return `${AMOUNT[language].format(amount)} TL`
}

/** A count up to a limit: `38`, or `1.000+` if there may be more. */
export function countUpTo(count: number, limit: number, language: Language): string {
  return count >= limit ? `${grouped(limit, language)}+` : grouped(count, language)
}

/** File size: `214 KB`, `1,2 MB`. */
export function fileSize(bytes: number, language: Language): string {
  const [value, unit] = bytes < MIB ? [Math.ceil(bytes / KIB), 'KB'] : [bytes / MIB, 'MB']
  return `${ONE_DECIMAL[language].format(value)} ${unit}`
}

/**
 * Size in megabytes, rounded up to two decimals, so that a size over a limit never reads as the
 * limit: `5,01 MB`.
 */
export function fileSizeOver(bytes: number, language: Language): string {
  return `${grouped(Math.ceil((bytes / MIB) * 100) / 100, language)} MB`
}
