import type { AlarmActivities } from '../../workflows/contract'
import type { Log } from '../../services/shared/log/log'
import type { Store } from '../../services/shared/store/connection'
import { RunLost } from '../../services/shared/temporal/runLost'

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
      const { requestNumber, command } = new RunLost(number)
      log.error({ requestNumber, command }, 'the production of a card at the bureau is lost')
    },
  }
}
