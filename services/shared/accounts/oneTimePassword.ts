/** Passwords for the first login: on paper, easy to read and type, and to be changed at once. */
import { randomInt } from 'node:crypto'
import { ONE_TIME_PASSWORD_DAYS } from '../../../workflows/domain/accountState'
import { hashPassword } from './accounts'

/** Without letters that look like others on paper or differ between Turkish keyboards. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const GROUP_LENGTH = 4
const DAY_MS = 24 * 60 * 60 * 1000

/** A password as it is printed, and what the record keeps of it. */
export interface OneTimePassword {
  /** In clear: shown once and never stored. */
  password: string
  stored: { passwordHash: string; oneTimePasswordUntil: Date }
}

export async function createOneTimePassword(now: Date): Promise<OneTimePassword> {
  const password = Array.from({ length: GROUPS }, group).join('-')
  return {
    password,
    stored: {
      passwordHash: await hashPassword(password),
      oneTimePasswordUntil: new Date(now.getTime() + ONE_TIME_PASSWORD_DAYS * DAY_MS),
    },
  }
}

function group(): string {
  return Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
