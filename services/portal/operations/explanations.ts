/**
 * Free text about requests: clerks explain rejections (S45), staff explain reason `other` (S58).
 */
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
    explained.map(({ _id }) => _id),
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

async function textsOf(store: Store, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const found = await store.explanations.find({ _id: { $in: ids } }, { text: 1 }).lean()
  return new Map(found.map(({ _id, text }) => [_id, text]))
}
