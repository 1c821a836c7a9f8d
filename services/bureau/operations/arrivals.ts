/**
 * What happens in a list after its page was opened: requests that enter and leave it, and who works on
 * which.
 */
import type { Changes } from '../../shared/store/changes'
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'
import { leasesOn } from './leases'
import type { NamedLease } from './leases'
import { matchingOf } from './workList'
import type { BureauQueue, WorkListFilter } from './workList'

/** A list as a page shows it. */
export interface ShownList {
  queue: BureauQueue
  filter: WorkListFilter
  clerkId: string
  /** When the newest request of the list had entered it; milliseconds since 1970. */
  newest: number
}

/** When the newest request of a list entered it; milliseconds since 1970. */
export async function newestIn(
  store: Store,
  queue: BureauQueue,
  { holder }: Pick<WorkListFilter, 'holder'>,
): Promise<number> {
  const newest = await store.requests
    .findOne(holder === 'head' ? { queue, subState: 'withHead' } : { queue }, {
      queuedAt: 1,
      escalation: 1,
    })
    .sort({ [enteredAt(holder)]: -1, _id: -1 })
    .lean()
  const at = holder === 'head' ? newest?.escalation?.at : newest?.queuedAt
  return at?.getTime() ?? 0
}

/**
 * The field that says when a request entered a list: a case keeps its place in the queue when it goes
 * to the head.
 */
function enteredAt(holder: WorkListFilter['holder']): 'escalation.at' | 'queuedAt' {
  return holder === 'head' ? 'escalation.at' : 'queuedAt'
}

/** More than these are not counted. */
export const MOST_COUNTED = 99

/**
 * How many requests have entered a list since.
 * @returns at most MOST_COUNTED
 */
async function countArrivals(store: Store, list: ShownList): Promise<number> {
  return store.requests.countDocuments(await laterThan(store, list), { limit: MOST_COUNTED }).exec()
}

export type Arrival = Pick<RequestRecord, '_id' | 'number'>

/** The requests that have entered a list since, newest first; at most MOST_COUNTED. */
export async function arrivalsIn(store: Store, list: ShownList): Promise<Arrival[]> {
  return store.requests
    .find(await laterThan(store, list), { number: 1 })
    .sort({ [enteredAt(list.filter.holder)]: -1, _id: -1 })
    .limit(MOST_COUNTED)
    .lean()
}

async function laterThan(store: Store, { queue, filter, clerkId, newest }: ShownList) {
  const matching = await matchingOf(store, queue, filter, clerkId)
  return { $and: [matching, { [enteredAt(filter.holder)]: { $gt: new Date(newest) } }] }
}

/** The news that an open list receives. */
interface ListReport {
  /** How many requests have entered it since. */
  arrived(count: number): void
  /** Requests that have left it since, because a colleague or the run went on with them. */
  left(requestIds: readonly string[]): void
  /** The leases that were taken, renewed or ended since the last report, by request. */
  leased(changed: ReadonlyMap<string, NamedLease | null>): void
}

/**
 * Reports each new count of arrivals and each change of a lease until nobody waits any more.
 * @param ended aborted when nobody waits any more
 */
export async function followList(
  { store, changes }: { store: Store; changes: Changes },
  list: ShownList,
  report: ListReport,
  ended: AbortSignal,
): Promise<void> {
  const gone = new Set<string>()
  const listening = changes.listen(({ requestId, queue, leaseOf }) => {
    if (requestId !== undefined && queue !== list.queue) gone.add(requestId)
    return requestId !== undefined || leaseOf !== undefined
  })
  const stop = () => listening.stop()
  ended.addEventListener('abort', stop, { once: true })
  let count = 0
  let leases: ReadonlyMap<string, NamedLease> = new Map()
  try {
    while (!ended.aborted) {
      const [counted, current] = await Promise.all([
        countArrivals(store, list),
        leasesOn(store, null),
      ])
      if (counted !== count) report.arrived(counted)
      const changed = changedLeases(leases, current)
      if (changed.size > 0) report.leased(changed)
      if (gone.size > 0) report.left([...gone])
      gone.clear()
      count = counted
      leases = current
      await listening.next()
    }
  } finally {
    ended.removeEventListener('abort', stop)
    stop()
  }
}

/** Null for one that has ended. */
function changedLeases(
  before: ReadonlyMap<string, NamedLease>,
  now: ReadonlyMap<string, NamedLease>,
): Map<string, NamedLease | null> {
  const changed = new Map<string, NamedLease | null>()
  for (const [id, lease] of now) {
    const earlier = before.get(id)
    const isSame =
      earlier?.holder === lease.holder && earlier.until.getTime() === lease.until.getTime()
    if (!isSame) changed.set(id, lease)
  }
  for (const id of before.keys()) if (!now.has(id)) changed.set(id, null)
  return changed
}
