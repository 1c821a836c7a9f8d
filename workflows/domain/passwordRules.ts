/**
 * What a password must be like: long, not common, and not about its owner. There are no rules of
 * composition, which only lead to `Parola123!`.
 */

import { plainLetters } from './plainLetters'

/** In characters, as people count them. */
export const PASSWORD_MIN = 12
/** In UTF-16 units, as the login form counts them. */
export const PASSWORD_MAX = 200

export const PASSWORD_FAULTS = ['tooShort', 'tooLong', 'common', 'repeated', 'personal'] as const
export type PasswordFault = (typeof PASSWORD_FAULTS)[number]

/** What a password must not consist of. */
export interface PasswordOwner {
  username: string
  name: string
  registryNo: string
}

/** A common word shorter than this may be part of any good password. */
const SHORTEST_WORD = 4

/**
 * Judges a new password.
 * @param isCommon whether a text in plain letters is on the list of common passwords
 * @returns the first fault, or null
 */
export function passwordFaultOf(
  password: string,
  owner: PasswordOwner,
  isCommon: (plain: string) => boolean,
): PasswordFault | null {
  if (Array.from(password).length < PASSWORD_MIN) return 'tooShort'
  if (password.length > PASSWORD_MAX) return 'tooLong'
  const plain = plainLetters(password)
  if (isRepeated(plain) || isSequence(plain)) return 'repeated'
  if (isPersonal(plain, owner)) return 'personal'
  return isCommon(plain) || isCommonWordWithDigits(plain, isCommon) ? 'common' : null
}

/** A part of at most half the length, again and again: `abcabcabcabc`. */
function isRepeated(plain: string): boolean {
  return (plain + plain).indexOf(plain, 1) < plain.length
}

/** Characters that follow each other, up or down: `abcdefghijkl`, `987654321098`. */
function isSequence(plain: string): boolean {
  const steps = Array.from(
    plain.slice(1),
    (_, at) => plain.charCodeAt(at + 1) - plain.charCodeAt(at),
  )
  const isStep = (by: number) => steps.every((step) => step === by || step === -9 * by)
  return isStep(1) || isStep(-1)
}

/** What is left without the owner's names and numbers is less than half of the minimum. */
function isPersonal(plain: string, { username, name, registryNo }: PasswordOwner): boolean {
  const words = [username, ...username.split(/[^\p{L}\p{N}]+/u), ...name.split(/\s+/), registryNo]
  const own = words
    .map(plainLetters)
    .filter((word) => word.length >= 3)
    .sort((one, other) => other.length - one.length)
  const rest = own.reduce((left, word) => left.replaceAll(word, ''), plain)
  return rest.length < plain.length && rest.replace(/[\W\d_]/g, '').length < 4
}

/** `galatasaray1905`, `123Sifre!!!!`: one common word, and otherwise digits and signs. */
function isCommonWordWithDigits(plain: string, isCommon: (plain: string) => boolean): boolean {
  const words = plain.split(/[^a-z]+/).filter((word) => word !== '')
  const [word] = words
  if (words.length !== 1 || word === undefined || word.length < SHORTEST_WORD) return false
  return isCommon(word)
}
