/** Names as pages show them, by the rules of Turkish. */

/** First letters of the first and the last name: `ÖY`, `İ` stays `İ`. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return ends.map((word) => (Array.from(word)[0] ?? '').toLocaleUpperCase('tr')).join('')
}

const TURKISH = new Intl.Collator('tr')

/** Compares two texts by the Turkish alphabet, for Array.sort: ç after c, ı before i. */
export function compareTurkish(one: string, other: string): number {
  return TURKISH.compare(one, other)
}
