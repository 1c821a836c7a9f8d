import { getClient } from '@temporalio/activity'
import type { BatchActivities, BatchItem } from '../../workflows/contract'
import { outcomeOf } from '../../workflows/domain/batches'
import { deliverArrival } from '../../services/shared/acts/deliverArrival'
import { deliverEvent } from '../../services/shared/acts/deliverEvent'
import type { Log } from '../../services/shared/log/log'
import type { Store } from '../../services/shared/store/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { logRunLost, RunLost } from '../../services/shared/temporal/runLost'
import { auditItem } from './auditItem'

/** The activities that do the items of a batch, of the queue `requests`. */
export function createBatchActivities({
  store,
  log,
}: {
  store: Store
  log: Pick<Log, 'error'>
}): BatchActivities {
  return {
    async deliverItem(item) {
      try {
        const outcome = outcomeOf(await deliver(store, item))
        if (outcome.kind === 'done') await auditItem(store, item)
        return outcome
      } catch (error) {
        if (!(error instanceof RunLost)) throw error
        logRunLost(log, error)
        return { kind: 'failed', fault: 'runLost' }
      }
    },
  }
}

function deliver(store: Store, item: BatchItem) {
  const means = { store, runs: createRequestRuns(getClient()) }
  return 'event' in item ? deliverEvent(means, item.event) : deliverArrival(means, item.arrival)
}
