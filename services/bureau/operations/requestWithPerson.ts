import type { Store } from '../../shared/store/connection'
import type { Person } from '../../shared/store/person'
import type { RequestRecord } from '../../shared/store/request'

/** A request with the relative it is about; null if there is no such request. */
export async function requestWithPerson(
  store: Store,
  requestId: string,
): Promise<{ request: RequestRecord; person: Person } | null> {
  const request = await store.requests.findById(requestId).lean()
  if (request === null) return null
  return { request, person: await store.people.findById(request.personId).orFail().lean() }
}
