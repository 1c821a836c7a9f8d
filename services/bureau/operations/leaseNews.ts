/** Who works on one request, for a page that shows it. */
import type { Changes } from '../../shared/store/changes'
import type { Store } from '../../shared/store/connection'
import { leasesOn } from './leases'
import type { NamedLease } from './leases'

/**
 * Reports the current lease of a request, and each change of it until nobody waits any more.
 * @param report receives null while nobody has the request
 * @param ended aborted when nobody waits any more
 */
export async function followLease(
  { store, changes }: { store: Store; changes: Changes },
  requestId: string,
  report: (lease: NamedLease | null) => void,
  ended: AbortSignal,
): Promise<void> {
  const listening = changes.listen(({ leaseOf }) => leaseOf === requestId)
  const stop = () => listening.stop()
  ended.addEventListener('abort', stop, { once: true })
  try {
    while (!ended.aborted) {
      report((await leasesOn(store, [requestId])).get(requestId) ?? null)
      await listening.next()
    }
  } finally {
    ended.removeEventListener('abort', stop)
    stop()
  }
}
