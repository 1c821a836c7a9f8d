/** When an account can be used: pure rules on what the record says about it (S6, S74). */
import type { Day } from './istanbul'
import { istanbulDayOf } from './istanbul'

/** Days for which a one-time password can be used. */
export const ONE_TIME_PASSWORD_DAYS = 14

/** Why nobody can sign in with an account, although the password is right. */
export const CLOSURES = ['disabled', 'expired', 'oneTimePasswordExpired'] as const
export type Closure = (typeof CLOSURES)[number]

/** How somebody signs in (S4, S5). */
export type SignInWay = 'password' | 'certificate'

/** What the record says about the use of an account. */
export interface AccountUse {
  /** Set while the account is disabled. */
  disabledAt?: Date | undefined
  /** Last day of use; no end if not given. */
  expiresOn?: Day | undefined
  /** Set while the password is a one-time password: until when it can be used. */
  oneTimePasswordUntil?: Date | undefined
  lastSignedInAt?: Date | undefined
}

/** Why the account cannot be used now in this way; null if it can. */
export function closureOf(
  account: AccountUse,
  now: Date,
  way: SignInWay = 'password',
): Closure | null {
  if (account.disabledAt !== undefined) return 'disabled'
  if (hasExpired(account, now)) return 'expired'
  if (way === 'certificate') return null
  const { oneTimePasswordUntil } = account
  if (oneTimePasswordUntil !== undefined && oneTimePasswordUntil <= now)
    return 'oneTimePasswordExpired'
  return null
}

/** Whether the last day of use is over, in Istanbul. */
export function hasExpired({ expiresOn }: Pick<AccountUse, 'expiresOn'>, now: Date): boolean {
  return expiresOn !== undefined && expiresOn < istanbulDayOf(now.toISOString())
}
