/** What clerks wrote about rejections in their own words (S45). */
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'

/** The explanation of each request that has one, by the request's id. */
export type Explanations = ReadonlyMap<string, string>

export async function explanationsOf(
  store: Store,
  requests: readonly RequestRecord[],
): Promise<Explanations> {
  const ids = requests.flatMap(({ decision }) => decision?.explanationId ?? [])
  const explanations = await store.explanations.find({ _id: { $in: ids } }, { text: 1 }).lean()
  const texts = new Map(explanations.map(({ _id, text }) => [_id, text]))
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
