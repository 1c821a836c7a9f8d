/**
 * The accounts of a project manager's unit (S6, S74). Every operation names the unit: an account of
 * another one does not exist for it.
 */
import type { UpdateQuery } from 'mongoose'
import { accountMarks } from '../../../workflows/domain/accountActions'
import type { AccountMark } from '../../../workflows/domain/accountActions'
import type { Day } from '../../../workflows/domain/istanbul'
import { plainLetters } from '../../../workflows/domain/plainLetters'
import { isPasswordOf } from '../../shared/accounts/accounts'
import { createOneTimePassword } from '../../shared/accounts/oneTimePassword'
import type { Account } from '../../shared/store/account'
import type { Store } from '../../shared/store/connection'
import type { Projected } from '../../shared/store/projected'
import { compareTurkish } from '../../shared/web'

const FIELDS = {
  username: 1,
  name: 1,
  registryNo: 1,
  roles: 1,
  openedAt: 1,
  disabledAt: 1,
  expiresOn: 1,
  oneTimePasswordUntil: 1,
  firstSignedInAt: 1,
  lastSignedInAt: 1,
  confirmedAt: 1,
} as const
export type UnitAccount = Projected<Account, typeof FIELDS>

/** An account of a unit. */
export interface AccountOfUnit {
  accountId: string
  unitCode: string
}

/** All accounts of a unit by the Turkish alphabet; a unit has some thousands at the most. */
export async function unitAccounts(store: Store, unitCode: string): Promise<UnitAccount[]> {
  const accounts = await store.accounts.find({ unitCode }, FIELDS).lean()
  return accounts.sort((one, other) => compareTurkish(one.name, other.name))
}

/** Null if the unit has no such account. */
export function unitAccount(
  store: Store,
  { accountId, unitCode }: AccountOfUnit,
): Promise<UnitAccount | null> {
  return store.accounts.findOne({ _id: accountId, unitCode }, FIELDS).lean().exec()
}

/** How many accounts of a unit have each mark, and how many there are. */
export async function accountFigures(
  store: Store,
  unitCode: string,
  now: Date,
): Promise<Record<AccountMark | 'all', number>> {
  const accounts = await unitAccounts(store, unitCode)
  const marks = accounts.flatMap((account) => accountMarks(account, now))
  const count = (mark: AccountMark) => marks.filter((each) => each === mark).length
  return {
    all: accounts.length,
    neverSignedIn: count('neverSignedIn'),
    notForAYear: count('notForAYear'),
    reviewDue: count('reviewDue'),
  }
}

/**
 * Whether every word of a search is in a name, a registry number or a user name, whatever the case
 * and with or without the Turkish letters: `isik` finds `Işık`.
 */
export function isFoundBy(
  search: string,
): (person: Pick<Account, 'name' | 'registryNo'> & { username?: string }) => boolean {
  const words = plainLetters(search)
    .split(/\s+/)
    .filter((word) => word !== '')
  return ({ name, registryNo, username = '' }) => {
    const text = plainLetters(`${name} ${registryNo} ${username}`)
    return words.every((word) => text.includes(word))
  }
}

/**
 * Replaces the password by a one-time password, which ends every session.
 * @returns the password in clear; null if the account is disabled or of another unit
 */
export async function resetPassword(
  store: Store,
  { accountId, unitCode }: AccountOfUnit,
  now: Date,
): Promise<string | null> {
  const { password, stored } = await createOneTimePassword(now)
  const { matchedCount } = await store.accounts.updateOne(
    { _id: accountId, unitCode, disabledAt: { $exists: false } },
    { $set: stored },
  )
  return matchedCount === 1 ? password : null
}

/** Ends every session, and all use until it is enabled. */
export async function disableAccount(
  store: Store,
  account: AccountOfUnit,
  now: Date,
): Promise<boolean> {
  return changeIfEnabled(store, account, { $set: { disabledAt: now, sessionsEndedAt: now } })
}

/** To be needed again counts as a review. */
export async function enableAccount(
  store: Store,
  { accountId, unitCode }: AccountOfUnit,
  now: Date,
): Promise<boolean> {
  const { matchedCount } = await store.accounts.updateOne(
    { _id: accountId, unitCode, disabledAt: { $exists: true } },
    { $unset: { disabledAt: true }, $set: { confirmedAt: now } },
  )
  return matchedCount === 1
}

/** @param expiresOn last day of use; null for no end */
export async function setExpiry(
  store: Store,
  account: AccountOfUnit,
  expiresOn: Day | null,
): Promise<boolean> {
  return changeIfEnabled(
    store,
    account,
    expiresOn === null ? { $unset: { expiresOn: true } } : { $set: { expiresOn } },
  )
}

/** Keeps that the account is still needed, for the yearly review. */
export async function confirmAccount(
  store: Store,
  account: AccountOfUnit,
  now: Date,
): Promise<boolean> {
  return changeIfEnabled(store, account, { $set: { confirmedAt: now } })
}

/**
 * An account with its one-time password, as long as that is the password.
 * @returns null if another password was set since
 */
export async function handedOutPassword(
  store: Store,
  { accountId, unitCode }: AccountOfUnit,
  password: string,
): Promise<(UnitAccount & Pick<Account, 'unitName'>) | null> {
  const account = await store.accounts
    .findOne(
      { _id: accountId, unitCode, oneTimePasswordUntil: { $exists: true } },
      { ...FIELDS, unitName: 1, passwordHash: 1 },
    )
    .lean()
  if (account === null || !(await isPasswordOf(account.passwordHash, password))) return null
  return account
}

/** @returns false if the unit has no such account, or it is disabled */
async function changeIfEnabled(
  store: Store,
  { accountId, unitCode }: AccountOfUnit,
  change: UpdateQuery<Account>,
): Promise<boolean> {
  const { matchedCount } = await store.accounts.updateOne(
    { _id: accountId, unitCode, disabledAt: { $exists: false } },
    change,
  )
  return matchedCount === 1
}
