/** A record that somebody has changed outside of the system. */
import type { Store } from '../../services/shared/store/connection'

/** Gives a request that is not approved a state that no request can be in. */
export async function makeImpossible(store: Store, requestId: string): Promise<void> {
  const impossible = { status: 'approved', subState: 'inReview' }
  await store.requests.collection.updateOne({ _id: requestId as never }, { $set: impossible })
}

/** The line by which the operators learn of it. */
export const impossibleInLog = (requestId: string): RegExp =>
  new RegExp(
    `"level":("error"|50)[^\\n]*"requestId":"${requestId}"[^\\n]*state of a request is impossible`,
  )
