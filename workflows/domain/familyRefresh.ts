/**
 * A refresh of a family list from the population register: its states, and when it is tried again
 * (S17, D9).
 */

/**
 * `asking`: the register has not answered yet. `waiting`: it failed and is tried again. `gaveUp`: it
 * failed for a day. `notAuthorised`: it does not accept our user. `noIdentity`: the record lacks the
 * staff member's own identity number.
 */
export const REFRESH_STATES = [
  'asking',
  'answered',
  'waiting',
  'gaveUp',
  'notAuthorised',
  'noIdentity',
] as const
export type RefreshState = (typeof REFRESH_STATES)[number]

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The first pauses; afterwards it is tried every hour. */
const FIRST_PAUSES = [10_000, 30_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE]
const HOURLY_TRIES = 23

/**
 * How long to wait after a failed attempt, in milliseconds.
 * @param attempt counted from 0
 * @returns null when it is not tried again
 */
export function pauseAfter(attempt: number): number | null {
  if (attempt >= FIRST_PAUSES.length + HOURLY_TRIES) return null
  return FIRST_PAUSES[attempt] ?? HOUR
}

/** Whether a refresh goes on by itself. */
export function isUnderWay(state: RefreshState): boolean {
  return state === 'asking' || state === 'waiting'
}
