/** How failed logins slow down the next ones. An attempt is delayed, never refused for good. */

export interface LoginPace {
  /** Failures from one address in a quarter of an hour that delay nobody there. */
  freePerAddress: number
  /** Growing delays of an address past that, in milliseconds; each one holds for ten failures. */
  addressDelaysMs: readonly number[]
  /** Failures at one account in an hour, from anywhere, that delay nobody. */
  freePerAccount: number
  /** Growing gaps between attempts at an account past that, in milliseconds. */
  accountDelaysMs: readonly number[]
  /** Failures on a device that the account has used before, in an hour, until it is like any other. */
  freePerDevice: number
  /** Longest that one request waits for its turn, in milliseconds. */
  patienceMs: number
  /** Requests of one address that may wait at once in one process. */
  waitingPerAddress: number
  /** Passwords that one process checks at once; each check takes 19 MB and a core. */
  checksAtOnce: number
}

/**
 * At most 100 failures an hour at one account are answered, with four processes and across the ends
 * of counted hours. Proxies usually wait 60 seconds for an answer.
 */
export const USUAL_PACE: LoginPace = {
  freePerAddress: 50,
  addressDelaysMs: [1_000, 2_000, 4_000, 8_000],
  freePerAccount: 5,
  accountDelaysMs: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 50_000],
  freePerDevice: 10,
  patienceMs: 55_000,
  waitingPerAddress: 200,
  checksAtOnce: 4,
}

export const ADDRESS_WINDOW_SECONDS = 15 * 60
export const ACCOUNT_WINDOW_SECONDS = 60 * 60

/** How long an attempt from an address waits, in milliseconds. */
export function addressDelayMs(failures: number, pace: LoginPace): number {
  const step = Math.floor((failures - pace.freePerAddress) / 10)
  return growing(pace.addressDelaysMs, step)
}

/** How far apart attempts at an account are, in milliseconds. */
export function accountDelayMs(failures: number, pace: LoginPace): number {
  return growing(pace.accountDelaysMs, failures - pace.freePerAccount)
}

function growing(delays: readonly number[], step: number): number {
  return step < 0 ? 0 : (delays[Math.min(step, delays.length - 1)] ?? 0)
}
