/**
 * Keeps passwords from being guessed without closing the login to anybody. Only failures count, and
 * only after the check; a device that the account has used before passes. Everything is counted in
 * MongoDB, for all processes and both apps together.
 */
import { setTimeout as pause } from 'node:timers/promises'
import createPool from 'p-limit'
import type { SignedInAccount } from '../../accounts/access'
import type { Mongo } from '../mongo'
import { TooManyAttempts } from '../routing/errors'
import { senderOf } from './addresses'
import {
  ACCOUNT_WINDOW_SECONDS,
  accountDelayMs,
  ADDRESS_WINDOW_SECONDS,
  addressDelayMs,
} from './loginPace'
import type { LoginPace } from './loginPace'
import { createCounter } from './rateLimits'

export interface LoginAttempt {
  /** What is tried: a user name, or a certificate. */
  username: string
  address: string
  /** Id of the device if the account has used it before. */
  knownDevice: string | null
  /** Aborted when the browser no longer waits for the answer. */
  gone: AbortSignal
}

export interface LoginGuard {
  /**
   * Checks a password or a certificate when it is the attempt's turn. Without an account it has
   * failed, unless that is our fault.
   * @throws TooManyAttempts if that takes too long
   */
  check<Check extends { account: SignedInAccount | null; isOurFault?: boolean }>(
    attempt: LoginAttempt,
    verify: () => Promise<Check>,
  ): Promise<Check>
}

export function createLoginGuard(mongo: Mongo, pace: LoginPace): LoginGuard {
  const failuresAt = (what: string, seconds: number) =>
    createCounter(mongo, { name: `login-failures-${what}`, seconds })
  const perAddress = failuresAt('address', ADDRESS_WINDOW_SECONDS)
  const perAccount = failuresAt('account', ACCOUNT_WINDOW_SECONDS)
  const perDevice = failuresAt('device', ACCOUNT_WINDOW_SECONDS)
  const turns = createCounter(mongo, { name: 'login-turns', seconds: ACCOUNT_WINDOW_SECONDS })
  const pool = createPool(pace.checksAtOnce)
  const waitingRoom = createWaitingRoom(pace)

  /** Milliseconds until the attempt may be made, 0 for now. */
  async function untilTurn(
    { username, address, knownDevice }: LoginAttempt,
    isDelayed: boolean,
  ): Promise<number> {
    if (knownDevice !== null && (await perDevice.count(knownDevice)) < pace.freePerDevice) return 0
    const addressMs = addressDelayMs(await perAddress.count(senderOf(address)), pace)
    if (addressMs > 0 && !isDelayed) return addressMs
    const gapMs = accountDelayMs(await perAccount.count(username), pace)
    return gapMs === 0 ? 0 : turns.claim(username, gapMs)
  }

  async function countFailure({ username, address, knownDevice }: LoginAttempt): Promise<void> {
    await Promise.all([
      perAddress.add(senderOf(address)),
      perAccount.add(username),
      knownDevice === null ? null : perDevice.add(knownDevice),
    ])
  }

  return {
    async check(attempt, verify) {
      let waitedMs = 0
      for (;;) {
        // The counts are read in the pool: parallel attempts cannot all pass before one has failed.
        const result = await pool(async () => {
          if (attempt.gone.aborted) throw new TooManyAttempts(1)
          const waitMs = await untilTurn(attempt, waitedMs > 0)
          if (waitMs > 0) return waitMs
          const check = await verify()
          if (check.account === null && check.isOurFault !== true) await countFailure(attempt)
          return check
        })
        if (typeof result === 'object') return result
        waitedMs += result
        if (waitedMs > pace.patienceMs) throw tooManyFor(result)
        await waitingRoom.wait(result, attempt)
      }
    },
  }
}

/** Attempts that wait hold a connection each, so that their number is limited. */
function createWaitingRoom({ waitingPerAddress }: LoginPace) {
  const waiting = new Map<string, number>()
  const change = (sender: string, by: number) => {
    const now = (waiting.get(sender) ?? 0) + by
    if (now === 0) waiting.delete(sender)
    else waiting.set(sender, now)
    return now
  }
  return {
    /** @throws TooManyAttempts if too many others wait, or the browser has gone */
    async wait(ms: number, { address, gone }: LoginAttempt): Promise<void> {
      const sender = senderOf(address)
      try {
        if (change(sender, 1) > waitingPerAddress) throw tooManyFor(ms)
        await pause(ms, undefined, { signal: gone }).catch(() => {
          throw tooManyFor(ms)
        })
      } finally {
        change(sender, -1)
      }
    },
  }
}

function tooManyFor(ms: number): TooManyAttempts {
  return new TooManyAttempts(Math.max(1, Math.ceil(ms / 1_000)))
}
