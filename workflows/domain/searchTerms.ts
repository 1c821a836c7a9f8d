/** What the bureau searches for, read from one box: whatever a clerk has at hand. */
import { isIdentityNumber } from './identityNumber'
import { nameWords } from './nameWords'
import { readRequestNumber } from './requestNumber'
import { plainNumber } from './typedNumber'

export type SearchTerms =
  /** Quoted in full. */
  | { kind: 'requestNumber'; number: string }
  /** Digits: a request of this year, or a member of staff. */
  | { kind: 'digits'; number: string | null; registryNo: string }
  | { kind: 'identityNumber'; identityNumber: string }
  /** The beginnings of words of a name, in plain letters. */
  | { kind: 'name'; words: string[] }

/** Fewer letters fit too many names. */
const NAME_LETTERS = 3

/**
 * @param year the current one, four digits
 * @returns null if the text is nothing that can be searched for
 */
export function readSearchTerms(typed: string, year: number): SearchTerms | null {
  const plain = plainNumber(typed)
  if (/^\d+$/.test(plain)) {
    if (isIdentityNumber(plain)) return { kind: 'identityNumber', identityNumber: plain }
    const number = readRequestNumber(plain, year)
    return plain.length > 10 ? null : { kind: 'digits', number, registryNo: plain }
  }
  const number = readRequestNumber(typed, year)
  if (number !== null) return { kind: 'requestNumber', number }
  // The number of a request, not yet complete.
  if (/^PYK-?\d/.test(plain)) return null
  const words = nameWords(typed)
  return words.join('').length < NAME_LETTERS ? null : { kind: 'name', words }
}
