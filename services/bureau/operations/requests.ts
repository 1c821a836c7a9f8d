/** Looking up requests, without the people in them. */
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'

const FIELDS = [
  'number',
  'type',
  'status',
  'subState',
  'queue',
  'queuedAt',
  'cardId',
  'documents',
] as const

export type RequestSummary = Pick<RequestRecord, '_id' | (typeof FIELDS)[number]>

/** @returns null when there is no such request */
export function findRequest(store: Store, requestId: string): Promise<RequestSummary | null> {
  return store.requests
    .findById(requestId, [...FIELDS])
    .lean<RequestSummary>()
    .exec()
}

/** @returns the id of the request with this number; null when there is none */
export async function findRequestId(store: Store, number: string): Promise<string | null> {
  const request = await store.requests.findOne({ number }, { _id: 1 }).lean()
  return request?._id ?? null
}
