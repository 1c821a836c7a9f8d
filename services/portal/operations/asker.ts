/** Who filed a request: a child of two staff members has two possible applicants (D5). */
import type { Store } from '../../shared/store/connection'
import { familyOf } from './familyRecords'

export interface Asker {
  /** From the reader's point of view; `gone` if the account no longer exists. */
  kind: 'self' | 'spouse' | 'other' | 'gone'
  name: string
}

/**
 * @param readerId account id of the staff member who reads
 * @param applicantId account id of the applicant
 */
export async function askerOf(store: Store, readerId: string, applicantId: string): Promise<Asker> {
  return (await askersOf(store, readerId, [applicantId])).get(applicantId)!
}

/** The same for several requests, by the account id of the applicant. */
export async function askersOf(
  store: Store,
  readerId: string,
  applicantIds: readonly string[],
): Promise<Map<string, Asker>> {
  const ids = [...new Set(applicantIds)]
  const accounts = await store.accounts
    .find({ _id: { $in: ids } }, { name: 1, personKey: 1 })
    .lean()
  const spouseKeys = ids.some((id) => id !== readerId) ? await spouseKeysOf(store, readerId) : []
  return new Map(
    ids.map((id): [string, Asker] => {
      const account = accounts.find(({ _id }) => _id === id)
      if (account === undefined) return [id, { kind: 'gone', name: '' }]
      const { name, personKey } = account
      if (id === readerId) return [id, { kind: 'self', name }]
      return [id, { kind: spouseKeys.includes(personKey) ? 'spouse' : 'other', name }]
    }),
  )
}

async function spouseKeysOf(store: Store, readerId: string): Promise<string[]> {
  const family = await familyOf(store, readerId)
  const spouses = (family?.members ?? []).filter(({ relation }) => relation === 'spouse')
  const people = await store.people
    .find({ _id: { $in: spouses.map(({ personId }) => personId) } }, { personKey: 1 })
    .lean()
  return people.map(({ personKey }) => personKey)
}
