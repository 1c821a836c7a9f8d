/** The staff of a unit who have no account yet, from the staff register (S6). */
import type { Store } from '../../shared/store/connection'
import type { Projected } from '../../shared/store/projected'
import type { StaffMember } from '../../shared/store/staffMember'
import { compareTurkish } from '../../shared/web'

const FIELDS = { name: 1, registryNo: 1, personKey: 1 } as const
export type StaffOfUnit = Projected<StaffMember, typeof FIELDS>

/** By the Turkish alphabet. */
export async function staffWithoutAccount(store: Store, unitCode: string): Promise<StaffOfUnit[]> {
  const staff = await store.staff.find({ unitCode }, FIELDS).lean()
  const accounts = await store.accounts
    .find({ personKey: { $in: staff.map(({ personKey }) => personKey) } }, { personKey: 1 })
    .lean()
  const withAccount = new Set(accounts.map(({ personKey }) => personKey))
  return staff
    .filter(({ personKey }) => !withAccount.has(personKey))
    .sort((one, other) => compareTurkish(one.name, other.name))
}

/** A member of staff, and whether they have an account; null if the unit has no such person. */
export async function staffOfUnit(
  store: Store,
  { staffId, unitCode }: { staffId: string; unitCode: string },
): Promise<{ member: StaffMember; hasAccount: boolean } | null> {
  const member = await store.staff.findOne({ _id: staffId, unitCode }).lean()
  if (member === null) return null
  const account = await store.accounts.exists({ personKey: member.personKey })
  return { member, hasAccount: account !== null }
}
