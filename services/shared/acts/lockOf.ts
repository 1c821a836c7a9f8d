import type { Store } from '../store/connection'

/** HMAC of the identity number that a request is about: its run has the lock of this person (D5). */
export async function lockOf(store: Store, requestId: string): Promise<string> {
  const { personId } = await store.requests.findById(requestId, { personId: 1 }).orFail().lean()
  const { personKey } = await store.people.findById(personId, { personKey: 1 }).orFail().lean()
  return personKey
}
