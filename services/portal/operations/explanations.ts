/**
 * Free text about requests: clerks explain rejections (S45), staff explain reason `other` (S58).
 */
import { needsReasonDetail } from '../../../workflows/domain/reasons'
import type { Store } from '../../shared/store/connection'
import { ofItsRequest } from '../../shared/store/explanation'
import type { Explanation } from '../../shared/store/explanation'
import type { Draft } from '../../shared/store/draft'
import type { RequestRecord } from '../../shared/store/request'

/** The explanation of each request that has one, by the request's id. */
export type Explanations = ReadonlyMap<string, string>

export async function explanationsOf(
  store: Store,
  requests: readonly RequestRecord[],
): Promise<Explanations> {
  return textsOf(
    store,
    requests.flatMap(({ _id: requestId, decision }) => {
      const _id = decision?.explanationId
      return _id ? [{ _id, requestId }] : []
    }),
  )
}

/** The explanation of one request; null if there is none. */
export async function explanationOf(
  store: Store,
  request: RequestRecord | null,
): Promise<string | null> {
  if (request === null) return null
  return (await explanationsOf(store, [request])).get(request._id) ?? null
}

/** What reason `other` means, by the id of the cancellation request. */
export function reasonDetailsOf(
  store: Store,
  requests: readonly RequestRecord[],
): Promise<ReadonlyMap<string, string>> {
  const explained = requests.filter(({ reason }) => reason !== null && needsReasonDetail(reason))
  return textsOf(
    store,
    explained.map(({ _id }) => ({ _id, requestId: _id })),
  )
}

/** The same for one request; null for all other reasons. */
export async function reasonDetailOf(store: Store, request: RequestRecord): Promise<string | null> {
  return (await reasonDetailsOf(store, [request])).get(request._id) ?? null
}

/**
 * Stores what reason `other` means before the request is filed; a repeated submit writes the same.
 */
export async function recordReasonDetail(
  store: Store,
  { _id, ownerId, reasonDetail }: Pick<Draft, '_id' | 'ownerId' | 'reasonDetail'>,
): Promise<void> {
  if (reasonDetail === null) return
  await store.explanations.updateOne(
    { _id },
    { $set: { requestId: _id, text: reasonDetail, by: ownerId, at: new Date() } },
    { upsert: true },
  )
}

/** Texts by the id of their request. A text is read only for the request that it was written for. */
async function textsOf(
  store: Store,
  named: readonly Pick<Explanation, '_id' | 'requestId'>[],
): Promise<ReadonlyMap<string, string>> {
  if (named.length === 0) return new Map()
  const found = await store.explanations
    .find({ $or: named.map(ofItsRequest) }, { requestId: 1, text: 1 })
    .lean()
  return new Map(found.map(({ requestId, text }) => [requestId, text]))
}
