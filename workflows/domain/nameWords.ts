import { plainLetters } from './plainLetters'

/**
 * The words of a name in plain letters, by which people are searched for: `Şükrü Öz-Er` gives
 * `sukru`, `oz` and `er`.
 */
export function nameWords(...names: readonly string[]): string[] {
  const words = plainLetters(names.join(' ')).split(/[^\p{L}\p{N}]+/u)
  return [...new Set(words.filter((word) => word !== ''))]
}
