/** The review queue: which request comes next, and how many are left. */
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'
import { afterCursor, COUNT_LIMIT, matching } from './workList'
import type { WorkListFilter } from './workList'

export type Queued = Pick<RequestRecord, '_id' | 'queuedAt'>

/**
 * The request after another one: the next in the list, or the first one after the last. Skips
 * requests that the clerk may not decide (D8).
 * @param reviewed never returned, even while its decision is being written
 */
export async function nextForReview(
  store: Store,
  clerkId: string,
  filter: WorkListFilter,
  reviewed: Queued,
): Promise<string | null> {
  const mayDecide = decidableBy(clerkId, filter)
  const first = (place: object) =>
    store.requests
      .findOne({ $and: [mayDecide, place] }, { _id: 1 })
      .sort({ queuedAt: 1, _id: 1 })
      .lean()
  const next =
    (await first(afterCursor({ queuedAt: reviewed.queuedAt, id: reviewed._id }))) ??
    (await first({ _id: { $ne: reviewed._id } }))
  return next?._id ?? null
}

/**
 * How many requests are left for a clerk after this one, at most COUNT_LIMIT + 1. Those the clerk
 * may not decide are not
 * counted (D8).
 */
export function leftForReview(
  store: Store,
  clerkId: string,
  filter: WorkListFilter,
  { _id }: Pick<Queued, '_id'>,
): Promise<number> {
  return store.requests
    .countDocuments(
      { ...decidableBy(clerkId, filter), _id: { $ne: _id } },
      { limit: COUNT_LIMIT + 1 },
    )
    .exec()
}

/**
 * Selects the requests in the review queue that match a filter and that a clerk may decide (D8).
 */
function decidableBy(clerkId: string, filter: WorkListFilter) {
  return {
    ...matching('review', filter),
    applicantId: { $ne: clerkId },
    relatedStaffIds: { $ne: clerkId },
  }
}
