import type { BatchRecordActivities } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'

/**
 * The activities that write what became of a batch. They change only a batch that the bureau has
 * begun, and only its latest attempt.
 */
export function createBatchRecordActivities(store: Store): BatchRecordActivities {
  return {
    async recordBatchItem({ batchId, attempt, requestId, outcome }) {
      await store.batches.updateOne(
        { _id: batchId, attempt, 'items.requestId': requestId },
        { $set: { 'items.$.outcome': outcome } },
      )
    },

    async endBatch({ batchId, attempt, at }) {
      await store.batches.updateOne({ _id: batchId, attempt }, { $set: { endedAt: new Date(at) } })
    },
  }
}
