/** Who works on one request, and what has become of it, for a page that shows it. */
import type { Changes } from '../../shared/store/changes'
import type { Store } from '../../shared/store/connection'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'
import { leasesOn } from './leases'
import type { NamedLease } from './leases'

const FOLLOWED_FIELDS = { type: 1, status: 1, subState: 1, decision: 1, withdrawn: 1 } as const
/** A request as far as somebody who may decide about it has to know. */
export type FollowedRequest = Projected<RequestRecord, typeof FOLLOWED_FIELDS>

/** The news that an open page receives. */
interface RequestReport {
  /** Null while nobody has the request. */
  lease(lease: NamedLease | null): void
  request(request: FollowedRequest): Promise<void>
}

/**
 * Reports the current lease and state of a request, and both again after each change until nobody waits
 * any more.
 * @param ended aborted when nobody waits any more
 */
export async function followLease(
  { store, changes }: { store: Store; changes: Changes },
  requestId: string,
  report: RequestReport,
  ended: AbortSignal,
): Promise<void> {
  const listening = changes.listen(
    (change) => change.leaseOf === requestId || change.requestId === requestId,
  )
  const stop = () => listening.stop()
  ended.addEventListener('abort', stop, { once: true })
  try {
    while (!ended.aborted) {
      const [leases, request] = await Promise.all([
        leasesOn(store, [requestId]),
        store.requests.findById(requestId, FOLLOWED_FIELDS).orFail().lean(),
      ])
      report.lease(leases.get(requestId) ?? null)
      await report.request(request)
      await listening.next()
    }
  } finally {
    ended.removeEventListener('abort', stop)
    stop()
  }
}
