/** The activities of the deletion that delete files, on the queue `documents`. */
import { refuseFuture } from '../activityClock'
import type { ClockMeans } from '../activityClock'
import { beating, HEARTBEAT_MS } from '../heartbeat'
import type { FileActivities } from '../../workflows/contract'
import { expiredBefore } from '../../workflows/domain/retention'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'

/**
 * Young files stay, whatever time is named (activityClock.ts).
 * @param heartbeatMs time between two heartbeats, in milliseconds
 */
export function createFileActivities(
  store: Pick<DocumentStore, 'remove' | 'removeWaiting'>,
  clock: ClockMeans,
  heartbeatMs = HEARTBEAT_MS,
): FileActivities {
  return {
    deleteFiles: (keys) => beating(heartbeatMs, () => store.remove(keys.map((key) => ({ key })))),
    async deleteWaitingFiles({ at }) {
      refuseFuture(at, clock)
      const before = expiredBefore('unconfirmedUpload', new Date(at))
      await beating(heartbeatMs, () => store.removeWaiting(before))
    },
  }
}
