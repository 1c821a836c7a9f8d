/** The requests about a staff member's family: the tracking table, and one request in full (S41–S46, S70). */
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'
import { askerOf } from './asker'
import type { Asker } from './asker'
import { relativeOf } from './relatives'
import type { RelativeView } from './relatives'

/** A request with what a clerk wrote about its rejection (S45), if anything. */
export interface TrackedRequest {
  request: RequestRecord
  explanation: string | null
}

/** One request in full. */
export interface FamilyRequest extends TrackedRequest {
  relative: RelativeView
  asker: Asker
}

/** Every request about the family, whoever filed it, newest first. */
export async function familyRequests(store: Store, accountId: string): Promise<TrackedRequest[]> {
  const requests = await store.requests
    .find({ personId: { $in: await memberIds(store, accountId) } })
    .sort({ filedAt: -1 })
    .lean()
  const explanationIds = requests.flatMap(({ decision }) => decision?.explanationId ?? [])
  const explanations = await store.explanations.find({ _id: { $in: explanationIds } }, { text: 1 }).lean()
  return requests.map((request) => ({
    request,
    explanation: explanations.find(({ _id }) => _id === request.decision?.explanationId)?.text ?? null,
  }))
}

/** How many requests about the family wait for an end. */
export async function countOpenRequests(store: Store, accountId: string): Promise<number> {
  return store.requests.countDocuments({ personId: { $in: await memberIds(store, accountId) }, open: true })
}

/** A request about one of the family; null for any other, which this staff member may not see. */
export async function familyRequest(
  store: Store,
  accountId: string,
  requestId: string,
  now: Date,
): Promise<FamilyRequest | null> {
  const request = await store.requests.findById(requestId).lean()
  const relative = request === null ? null : await relativeOf(store, accountId, request.personId, now)
  if (request === null || relative === null) return null
  const explanationId = request.decision?.explanationId ?? null
  const [asker, explanation] = await Promise.all([
    askerOf(store, accountId, request.applicantId),
    explanationId === null ? null : store.explanations.findById(explanationId, { text: 1 }).lean(),
  ])
  return { request, relative, asker, explanation: explanation?.text ?? null }
}

async function memberIds(store: Store, accountId: string): Promise<string[]> {
  const family = await store.families.findById(accountId).lean()
  return family?.members.map(({ personId }) => personId) ?? []
}
