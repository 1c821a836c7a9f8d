/** What people wrote about requests in their own words: clerks about rejections (S45), staff about reason `other` (S58). */
import { needsReasonDetail } from '../../../workflows/domain/reasons'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import type { RequestRecord } from '../../shared/store/request'

/** The explanation of each request that has one, by the request's id. */
export type Explanations = ReadonlyMap<string, string>

export async function explanationsOf(
  store: Store,
  requests: readonly RequestRecord[],
): Promise<Explanations> {
  const ids = requests.flatMap(({ decision }) => decision?.explanationId ?? [])
  const texts = await textsOf(store, ids)
  return new Map(
    requests.flatMap(({ _id, decision }) => {
      const text = texts.get(decision?.explanationId ?? '')
      return text === undefined ? [] : [[_id, text]]
    }),
  )
}

/** What was written about one request; null when nothing was. */
export async function explanationOf(
  store: Store,
  request: RequestRecord | null,
): Promise<string | null> {
  if (request === null) return null
  return (await explanationsOf(store, [request])).get(request._id) ?? null
}

/** Which reason `other` is, by the id of the cancellation request. */
export function reasonDetailsOf(
  store: Store,
  requests: readonly RequestRecord[],
): Promise<ReadonlyMap<string, string>> {
  const explained = requests.filter(({ reason }) => reason !== null && needsReasonDetail(reason))
  return textsOf(
    store,
    explained.map(({ _id }) => _id),
  )
}

/** The same for one request; null when its reason says enough. */
export async function reasonDetailOf(store: Store, request: RequestRecord): Promise<string | null> {
  return (await reasonDetailsOf(store, [request])).get(request._id) ?? null
}

/** Keeps which reason `other` is before its request is filed; a repeated submit writes the same. */
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

async function textsOf(store: Store, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await store.explanations.find({ _id: { $in: ids } }, { text: 1 }).lean()
  return new Map(found.map(({ _id, text }) => [_id, text]))
}
