/** The activities of the deletion that delete files, on the queue `documents`. */
import { beating, HEARTBEAT_MS } from '../heartbeat'
import type { FileActivities } from '../../workflows/contract'
import { expiredBefore } from '../../workflows/domain/retention'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'

/** @param heartbeatMs time between two heartbeats, in milliseconds */
export function createFileActivities(
  store: Pick<DocumentStore, 'remove' | 'removeWaiting'>,
  heartbeatMs = HEARTBEAT_MS,
): FileActivities {
  return {
    deleteFiles: (keys) => beating(heartbeatMs, () => store.remove(keys.map((key) => ({ key })))),
    deleteWaitingFiles: ({ at }) =>
      beating(heartbeatMs, () =>
        store.removeWaiting(expiredBefore('unconfirmedUpload', new Date(at))),
      ),
  }
}
