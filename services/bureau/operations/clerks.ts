/** The accounts of the bureau, and how much each clerk has decided. */
import { closureOf } from '../../../workflows/domain/accountState'
import { addDays, instantAt, weekdayOf } from '../../../workflows/domain/istanbul'
import type { Day } from '../../../workflows/domain/istanbul'
import { BUREAU } from '../../shared/accounts/roles'
import type { Account } from '../../shared/store/account'
import type { Store } from '../../shared/store/connection'
import type { Projected } from '../../shared/store/projected'
import { compareTurkish } from '../../shared/web'

const FIELDS = {
  name: 1,
  username: 1,
  registryNo: 1,
  roles: 1,
  disabledAt: 1,
  expiresOn: 1,
  oneTimePasswordUntil: 1,
  lastSignedInAt: 1,
} as const
export type ClerkAccount = Projected<Account, typeof FIELDS>

export interface Clerk {
  account: ClerkAccount
  decidedToday: number
  /** Since Monday. */
  decidedThisWeek: number
}

/** An account of the bureau; one of another unit does not exist for its head. */
export interface OfBureau {
  accountId: string
  /** Of the head. */
  unitCode: string
}

const WORKS_AT_BUREAU = { roles: { $in: [...BUREAU] } }

/** Everybody who works at the bureau, by the Turkish alphabet. */
export async function clerksOf(store: Store, unitCode: string, today: Day): Promise<Clerk[]> {
  const monday = addDays(today, -((weekdayOf(today) + 6) % 7))
  const [accounts, todayBy, weekBy] = await Promise.all([
    store.accounts.find({ unitCode, ...WORKS_AT_BUREAU }, FIELDS).lean(),
    decidedSince(store, today),
    decidedSince(store, monday),
  ])
  return accounts
    .sort((one, other) => compareTurkish(one.name, other.name))
    .map((account) => ({
      account,
      decidedToday: todayBy.get(account._id) ?? 0,
      decidedThisWeek: weekBy.get(account._id) ?? 0,
    }))
}

/** Reads the index of decisions alone. */
async function decidedSince(store: Store, day: Day): Promise<Map<string, number>> {
  const counts = await store.requests.aggregate<{ _id: string; count: number }>([
    { $match: { 'decision.at': { $gte: new Date(instantAt(day, 0)) } } },
    { $group: { _id: '$decision.by', count: { $sum: 1 } } },
  ])
  return new Map(counts.map(({ _id, count }) => [_id, count]))
}

/** Null if the bureau has no such account. */
export function clerkAccount(
  store: Store,
  { accountId, unitCode }: OfBureau,
): Promise<ClerkAccount | null> {
  return store.accounts
    .findOne({ _id: accountId, unitCode, ...WORKS_AT_BUREAU }, FIELDS)
    .lean()
    .exec()
}

/**
 * Makes a member of the bureau's staff a clerk; a head, who gives out the work, does not become one.
 * @returns the account; `unknown` if the unit has none with this registry number, `atBureau` if it
 *   is a clerk's or a head's already
 */
export async function giveClerkRole(
  store: Store,
  { registryNo, unitCode }: { registryNo: string; unitCode: string },
): Promise<ClerkAccount | 'unknown' | 'atBureau'> {
  const given = await store.accounts
    .findOneAndUpdate(
      { registryNo, unitCode, roles: { $nin: [...BUREAU] } },
      { $addToSet: { roles: 'clerk' } },
      { projection: FIELDS, returnDocument: 'after' },
    )
    .lean()
  if (given !== null) return given
  return (await store.accounts.exists({ registryNo, unitCode })) === null ? 'unknown' : 'atBureau'
}

/** Takes effect with the next page that the person opens. */
export async function takeClerkRole(
  store: Store,
  { accountId, unitCode }: OfBureau,
): Promise<void> {
  await store.accounts.updateOne({ _id: accountId, unitCode }, { $pull: { roles: 'clerk' } })
}

/** Ends every session, and all use until it is enabled. */
export async function disableClerk(
  store: Store,
  { accountId, unitCode }: OfBureau,
  now: Date,
): Promise<void> {
  await store.accounts.updateOne(
    { _id: accountId, unitCode, disabledAt: { $exists: false } },
    { $set: { disabledAt: now, sessionsEndedAt: now } },
  )
}

/** To be needed again counts as a review of the account. */
export async function enableClerk(
  store: Store,
  { accountId, unitCode }: OfBureau,
  now: Date,
): Promise<void> {
  await store.accounts.updateOne(
    { _id: accountId, unitCode },
    { $unset: { disabledAt: true }, $set: { confirmedAt: now } },
  )
}

/** A request that somebody works on at the moment. */
export interface Held {
  requestId: string
  number: string
  holder: string
  holderName: string
  until: Date
}

/** Those whose lease ends first are first. */
export async function heldNow(store: Store, now: Date): Promise<Held[]> {
  const leases = await store.leases
    .find({ until: { $gt: now } })
    .sort({ until: 1 })
    .lean()
  const [requests, holders] = await Promise.all([
    store.requests.find({ _id: { $in: leases.map(({ _id }) => _id) } }, { number: 1 }).lean(),
    store.accounts.find({ _id: { $in: leases.map(({ holder }) => holder) } }, { name: 1 }).lean(),
  ])
  const numberOf = new Map(requests.map(({ _id, number }) => [_id, number]))
  const nameOf = new Map(holders.map(({ _id, name }) => [_id, name]))
  return leases.map(({ _id, holder, until }) => ({
    requestId: _id,
    number: numberOf.get(_id) ?? _id,
    holder,
    holderName: nameOf.get(holder) ?? holder,
    until,
  }))
}

/** Who can be given work: everybody at the bureau whose account can be used. */
export async function availableClerks(
  store: Store,
  unitCode: string,
  now: Date,
): Promise<ClerkAccount[]> {
  const accounts = await store.accounts.find({ unitCode, ...WORKS_AT_BUREAU }, FIELDS).lean()
  return accounts
    .filter((account) => closureOf(account, now) === null)
    .sort((one, other) => compareTurkish(one.name, other.name))
}
