/** Reads the object store for the comparison with the record, on the queue `documents`. */
import { beating, HEARTBEAT_MS } from '../heartbeat'
import type { StoreListActivities } from '../../workflows/contract'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'

/** So that a list stays a small message; Temporal refuses one of 64 KiB. */
const FILES_AT_ONCE = 250

/** @param atOnce length of a list */
export function createStoreListActivities(
  store: Pick<DocumentStore, 'listVersions' | 'hasVersion'>,
  atOnce = FILES_AT_ONCE,
): StoreListActivities {
  return {
    async listFiles({ after, before }) {
      const { versions, upTo } = await store.listVersions(after, atOnce)
      const files = versions.map(({ key, versionId, storedAt }) => ({
        key,
        versionId,
        ...(storedAt.toISOString() > before && { isYoung: true as const }),
      }))
      return { files, upTo }
    },

    areStored: (files) =>
      beating(HEARTBEAT_MS, async () => {
        const stored: boolean[] = []
        for (const file of files) stored.push(await store.hasVersion(file))
        return stored
      }),
  }
}
