/** New work: requests that entered a list after its page was opened. */
import type { Changes } from '../../shared/store/changes'
import type { Store } from '../../shared/store/connection'
import { matchingOf } from './workList'
import type { BureauQueue, WorkListFilter } from './workList'

/** A list as a page shows it. */
export interface ShownList {
  queue: BureauQueue
  filter: WorkListFilter
  clerkId: string
  /** When the newest request of the queue had entered it; milliseconds since 1970. */
  newest: number
}

/** When the newest request of a queue entered it; milliseconds since 1970. */
export async function newestIn(store: Store, queue: BureauQueue): Promise<number> {
  const newest = await store.requests
    .findOne({ queue }, { queuedAt: 1 })
    .sort({ queuedAt: -1, _id: -1 })
    .lean()
  return newest?.queuedAt.getTime() ?? 0
}

/** More than these are not counted. */
export const MOST_COUNTED = 99

/**
 * How many requests have entered a list since.
 * @returns at most MOST_COUNTED
 */
async function arrivalsIn(
  store: Store,
  { queue, filter, clerkId, newest }: ShownList,
): Promise<number> {
  const matching = await matchingOf(store, queue, filter, clerkId)
  const later = { queuedAt: { $gt: new Date(newest) } }
  return store.requests.countDocuments({ $and: [matching, later] }, { limit: MOST_COUNTED }).exec()
}

/**
 * Reports each new count of arrivals until nobody waits any more.
 * @param ended aborted when nobody waits any more
 */
export async function followArrivals(
  { store, changes }: { store: Store; changes: Changes },
  list: ShownList,
  report: (count: number) => void,
  ended: AbortSignal,
): Promise<void> {
  const listening = changes.listen(({ queue }) => queue !== undefined)
  const stop = () => listening.stop()
  ended.addEventListener('abort', stop, { once: true })
  let reported = 0
  try {
    while (!ended.aborted) {
      const count = await arrivalsIn(store, list)
      if (count !== reported) report(count)
      reported = count
      await listening.next()
    }
  } finally {
    ended.removeEventListener('abort', stop)
    stop()
  }
}
