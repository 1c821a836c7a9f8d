import type { AlarmActivities } from '../../workflows/contract'
import type { Log } from '../../services/shared/log/log'
import type { Store } from '../../services/shared/store/connection'
import { logRunLost, RunLost } from '../../services/shared/temporal/runLost'

/** The reports of runs to the operators: lines of level error in the worker's log. */
export function createAlarmActivities({
  store,
  log,
}: {
  store: Store
  log: Pick<Log, 'error'>
}): AlarmActivities {
  return {
    async reportLostProduction({ cardId }) {
      const { number } = await store.requests
        .findOne({ cardId, type: 'cardRequest' }, { number: 1 })
        .orFail()
        .lean()
      logRunLost(log, new RunLost(number))
    },
  }
}
