/** What a project manager may do with an account of the own unit (S6, S74), in one table. */
import { hasExpired } from './accountState'
import type { AccountUse } from './accountState'
import type { Role } from './roles'

export const ACCOUNT_ACTIONS = [
  'resetPassword',
  'setExpiry',
  'confirm',
  'disable',
  'enable',
] as const
export type AccountAction = (typeof ACCOUNT_ACTIONS)[number]

/** `waiting`: the one-time password has not been changed yet. */
export const ACCOUNT_STATUSES = ['active', 'waiting', 'expired', 'disabled'] as const
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number]

/** The roles of the accounts that a manager opens; all others are given by the operators. */
export const ROLES_A_MANAGER_GIVES: readonly Role[] = ['staff']

const ALLOWED: Record<AccountStatus, readonly AccountAction[]> = {
  active: ['resetPassword', 'setExpiry', 'confirm', 'disable'],
  waiting: ['resetPassword', 'setExpiry', 'confirm', 'disable'],
  expired: ['setExpiry', 'disable'],
  disabled: ['enable'],
}

export function accountStatusOf(account: AccountUse, now: Date): AccountStatus {
  if (account.disabledAt !== undefined) return 'disabled'
  if (hasExpired(account, now)) return 'expired'
  return account.oneTimePasswordUntil === undefined ? 'active' : 'waiting'
}

/** What a manager may do now; nothing with the own account, so that nobody lifts an own lock. */
export function accountActions(status: AccountStatus, isOwn: boolean): readonly AccountAction[] {
  return isOwn ? [] : ALLOWED[status]
}

export const ACCOUNT_MARKS = ['neverSignedIn', 'notForAYear', 'reviewDue'] as const
export type AccountMark = (typeof ACCOUNT_MARKS)[number]

/** What the marks of an account are computed from. */
export interface AccountAge extends AccountUse {
  openedAt?: Date | undefined
  confirmedAt?: Date | undefined
}

/** What a manager should look at. An account that cannot be used has no marks. */
export function accountMarks(account: AccountAge, now: Date): AccountMark[] {
  if (['disabled', 'expired'].includes(accountStatusOf(account, now))) return []
  const yearAgo = new Date(now)
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1)
  const { lastSignedInAt, openedAt, confirmedAt } = account
  const marks: Record<AccountMark, boolean> = {
    neverSignedIn: lastSignedInAt === undefined,
    notForAYear: lastSignedInAt !== undefined && lastSignedInAt < yearAgo,
    // Accounts from before this was recorded are reviewed first.
    reviewDue: (confirmedAt ?? openedAt ?? new Date(0)) < yearAgo,
  }
  return ACCOUNT_MARKS.filter((mark) => marks[mark])
}
