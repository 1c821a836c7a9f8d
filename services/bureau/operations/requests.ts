/** Looks up requests without the people in them. */
import type { Store } from '../../shared/store/connection'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'

const FIELDS = {
  number: 1,
  type: 1,
  status: 1,
  subState: 1,
  queue: 1,
  queuedAt: 1,
  dueAt: 1,
  cardId: 1,
  documents: 1,
  applicantId: 1,
  relatedStaffIds: 1,
  asked: 1,
} as const

export type RequestSummary = Projected<RequestRecord, typeof FIELDS>

/** @returns null when there is no such request */
export function findRequest(store: Store, requestId: string): Promise<RequestSummary | null> {
  return store.requests.findById(requestId, FIELDS).lean().exec()
}

/** @returns the queue that it waits in, if any; undefined when there is no such request */
export async function queueOf(
  store: Store,
  requestId: string,
): Promise<RequestRecord['queue'] | undefined> {
  return (await store.requests.findById(requestId, { queue: 1 }).lean())?.queue
}

/** @returns the account id of the applicant; null when there is no such request */
export async function findApplicant(store: Store, requestId: string): Promise<string | null> {
  const request = await store.requests.findById(requestId, { applicantId: 1 }).lean()
  return request?.applicantId ?? null
}

/** @returns the id of the request with this number; null when there is none */
export async function findRequestId(store: Store, number: string): Promise<string | null> {
  const request = await store.requests.findOne({ number }, { _id: 1 }).lean()
  return request?._id ?? null
}
