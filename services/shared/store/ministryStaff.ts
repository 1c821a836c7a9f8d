import type { Store } from './connection'

/**
 * Who of some people works at the ministry (S18): those on the staff register, with an account or
 * without one yet, and those who have an account of the bureau's or the demo's.
 * @returns their person keys
 */
export async function ministryStaff(
  store: Store,
  personKeys: readonly string[],
): Promise<ReadonlySet<string>> {
  const theirs = { personKey: { $in: personKeys } }
  const lists = await Promise.all([
    store.staff.find(theirs, { personKey: 1 }).lean(),
    store.accounts.find(theirs, { personKey: 1 }).lean(),
  ])
  return new Set(lists.flat().map(({ personKey }) => personKey))
}
