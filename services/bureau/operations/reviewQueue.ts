/** The review queue: which request comes next, and how many are left. */
import { sortFieldsOf } from '../../../workflows/domain/workList'
import type { SubState } from '../../../workflows/domain/requestState'
import type { Taker } from '../../../workflows/domain/lease'
import type { Store } from '../../shared/store/connection'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'
import { heldRequestIds } from './heldDecisions'
import { beyond, sortBy } from './keyset'
import { heldByOthers, leasedRequest, takeLease } from './leases'
import { COUNT_LIMIT, cursorOf, directionOf, matchingOf } from './workList'
import type { Queued, WorkListFilter } from './workList'

/**
 * The request after another one: the next in the list, or the first one after the last. Skips
 * requests that the clerk may not decide (D8), and those that a colleague works on.
 * @param reviewed never returned, even while its decision is being written
 */
export async function nextForReview(
  store: Store,
  clerkId: string,
  filter: WorkListFilter,
  reviewed: Queued,
): Promise<string | null> {
  const next = await firstAfter(store, await openTo(store, clerkId, filter), filter, reviewed)
  return next?._id ?? null
}

const NEXT_FIELDS = { type: 1, personId: 1, cardId: 1, filedAt: 1, documents: 1 } as const

/** The next request, with what its pictures are found by, which are loaded ahead. */
export type NextRequest = Projected<RequestRecord, typeof NEXT_FIELDS>

/**
 * The next request, and how many are left for a clerk after this one, at most COUNT_LIMIT + 1. Those
 * the clerk may not decide are not counted (D8), nor those that a colleague works on.
 */
export async function leftForReview(
  store: Store,
  clerkId: string,
  filter: WorkListFilter,
  reviewed: Queued,
): Promise<{ next: NextRequest | null; count: number }> {
  const matching = await openTo(store, clerkId, filter)
  const others = { $and: [matching, { _id: { $ne: reviewed._id } }] }
  const [next, count] = await Promise.all([
    firstAfter(store, matching, filter, reviewed),
    store.requests.countDocuments(others, { limit: COUNT_LIMIT + 1 }),
  ])
  return { next, count }
}

async function firstAfter(
  store: Store,
  matching: Record<string, unknown>,
  filter: WorkListFilter,
  reviewed: Queued,
): Promise<NextRequest | null> {
  const fields = sortFieldsOf('review')
  const direction = directionOf(filter)
  const first = (condition: Record<string, unknown>) =>
    store.requests.findOne(condition, NEXT_FIELDS).sort(sortBy(fields, direction)).lean()
  return (
    (await first(beyond(matching, fields, direction, cursorOf(reviewed)))) ??
    (await first({ $and: [matching, { _id: { $ne: reviewed._id } }] }))
  )
}

/** Another person was always faster, so the list has to be looked at again. */
const MOST_MISSED = 20

/**
 * The same, and takes it, so that two clerks who go on at the same moment get different requests.
 * @returns null if none is left
 */
export async function takeNextForReview(
  store: Store,
  clerk: Taker,
  filter: WorkListFilter,
  reviewed: Queued,
): Promise<string | null> {
  for (let missed = 0; missed < MOST_MISSED; missed++) {
    const next = await nextForReview(store, clerk.id, filter, reviewed)
    if (next === null) return null
    const request = await leasedRequest(store, next)
    if (request === null) continue
    const answer = await takeLease(store, clerk, request)
    if (answer.kind === 'taken') return next
  }
  return null
}

/**
 * Selects the requests in the review queue that match a filter, that a clerk may decide (D8), and
 * that no colleague holds or has decided on.
 */
async function openTo(
  store: Store,
  clerkId: string,
  filter: WorkListFilter,
): Promise<Record<string, unknown>> {
  const [matching, held, decided] = await Promise.all([
    matchingOf(store, 'review', filter, clerkId),
    heldByOthers(store, clerkId),
    heldRequestIds(store),
  ])
  return {
    $and: [
      matching,
      // A case with the head is next for nobody, unless the list shows only those.
      filter.holder === 'head' ? {} : { subState: 'inReview' satisfies SubState },
      {
        _id: { $nin: [...held, ...decided] },
        applicantId: { $ne: clerkId },
        relatedStaffIds: { $ne: clerkId },
      },
    ],
  }
}
