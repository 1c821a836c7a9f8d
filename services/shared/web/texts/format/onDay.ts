/** “On” a day in a text: Turkish adds a suffix that follows the way the year is read. */

/** By the last number word: iki bin yirmi yedi’de, üç’te, altı’da. */
const AFTER_UNITS = ['', 'de', 'de', 'te', 'te', 'te', 'da', 'de', 'de', 'da']
/** The same for a year that ends with 0: otuz’da, kırk’ta; two zeros are “yüz” or “bin”. */
const AFTER_TENS = ['de', 'da', 'de', 'da', 'ta', 'de', 'ta', 'te', 'de', 'da']

/**
 * @param date as in `12.03.2027`
 * @returns `12.03.2027’de` in Turkish; other languages have a word of their own for it
 */
export function onDay(date: string, language: string | undefined): string {
  if (language !== 'tr') return date
  const [tens, units] = date.slice(-2).split('').map(Number) as [number, number]
  return `${date}’${units === 0 ? AFTER_TENS[tens]! : AFTER_UNITS[units]!}`
}
