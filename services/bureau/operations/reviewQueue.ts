/** Working through the review queue: which request comes next, and how far a clerk has got. */
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'
import { afterCursor, COUNT_LIMIT, matching, workListCount } from './workList'
import type { WorkListFilter } from './workList'

export type Queued = Pick<RequestRecord, '_id' | 'queuedAt'>

/**
 * The request a clerk reviews after another one: the next in the list, or from its beginning where that was the last.
 * Those the clerk may not decide are passed over (D8).
 * @param behind the request just reviewed; never the answer, even while its decision is still being written
 */
export async function nextForReview(
  store: Store,
  clerkId: string,
  filter: WorkListFilter,
  behind: Queued,
): Promise<string | null> {
  const mayDecide = {
    ...matching('review', filter),
    applicantId: { $ne: clerkId },
    relatedStaffIds: { $ne: clerkId },
  }
  const first = (place: object) =>
    store.requests
      .findOne({ $and: [mayDecide, place] }, { _id: 1 })
      .sort({ queuedAt: 1, _id: 1 })
      .lean()
  const next =
    (await first(afterCursor({ queuedAt: behind.queuedAt, id: behind._id }))) ??
    (await first({ _id: { $ne: behind._id } }))
  return next?._id ?? null
}

/** Where a request stands in the list, both numbers at most COUNT_LIMIT + 1. */
export async function placeInReview(
  store: Store,
  filter: WorkListFilter,
  { _id, queuedAt }: Queued,
): Promise<{ position: number; total: number }> {
  const before = {
    queuedAt: { $lte: queuedAt },
    $or: [{ queuedAt: { $lt: queuedAt } }, { queuedAt, _id: { $lt: _id } }],
  }
  const [ahead, total] = await Promise.all([
    store.requests.countDocuments(
      { ...matching('review', filter), ...before },
      { limit: COUNT_LIMIT },
    ),
    workListCount(store, 'review', filter),
  ])
  return { position: ahead + 1, total }
}
