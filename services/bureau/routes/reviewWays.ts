/** Links from a request in the review queue: the next one, and the list with the same filter. */
import type { Deps } from '../deps'
import { nextForReview } from '../operations/reviewQueue'
import type { Queued, WorkListFilter } from '../operations/workList'
import { reviewPath, workListPath } from '../paths'

interface Onward {
  listHref: string
  /** Null if no request is left that this clerk may decide. */
  nextHref: string | null
  nextId: string | null
}

/** @param reviewed the request the clerk comes from */
export async function reviewWays(
  { store }: Pick<Deps, 'store'>,
  clerkId: string,
  filter: WorkListFilter,
  reviewed: Queued,
): Promise<Onward> {
  return waysTo(await nextForReview(store, clerkId, filter, reviewed), filter)
}

/** @param nextId the next request, if one is left */
export function waysTo(nextId: string | null, filter: WorkListFilter): Onward {
  return {
    listHref: workListPath('review', filter),
    nextHref: nextId === null ? null : reviewPath(nextId, filter),
    nextId,
  }
}
