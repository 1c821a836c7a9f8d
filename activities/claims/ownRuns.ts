/**
 * Keeps steps out of the record that do not come from the run they are about. Anybody with access to
 * Temporal can start a workflow that has this queue's activities executed; but the engine allows one
 * open run with an id, and the ids of requests, cards and refreshes follow from the record.
 */
import { activityInfo } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import type { Log } from '../../services/shared/log/log'
import type { Store } from '../../services/shared/store/connection'
import {
  cardProductionWorkflowId,
  FAILURES,
  familyRefreshWorkflowId,
  requestWorkflowId,
} from '../../workflows/contract'
import type { RecordActivities } from '../../workflows/contract'
import { workflowIdOf } from '../requests/workflowIdOf'

interface Means {
  store: Pick<Store, 'people' | 'requests'>
  log: Pick<Log, 'error'>
}

/** The activities of the record, which refuse such steps with an ApplicationFailure UnprovenStep. */
export function createOwnRecord(record: RecordActivities, { store, log }: Means): RecordActivities {
  return {
    ...record,
    async fileRequest(request) {
      const { requestId, personId } = request.input
      refuseOthers(requestId, await workflowIdOf(store, personId))
      return record.fileRequest(request)
    },
    async recordStep(step) {
      refuseOthers(step.requestId, await runOfRequest(step.requestId))
      return record.recordStep(step)
    },
    async recordCardStep(step) {
      refuseOthers(step.cardId, cardProductionWorkflowId(step.cardId))
      return record.recordCardStep(step)
    },
    async recordRefresh(step) {
      refuseOthers(step.accountId, familyRefreshWorkflowId(step.accountId))
      return record.recordRefresh(step)
    },
  }

  /** In one round trip; null if the request or its relative is not on record. */
  async function runOfRequest(requestId: string): Promise<string | null> {
    const [found] = await store.requests.aggregate<{ person: { personKey: string } }>([
      { $match: { _id: requestId } },
      { $project: { personId: 1 } },
      {
        $lookup: {
          from: store.people.collection.collectionName,
          localField: 'personId',
          foreignField: '_id',
          pipeline: [{ $project: { personKey: 1 } }],
          as: 'person',
        },
      },
      { $unwind: '$person' },
    ])
    return found === undefined ? null : requestWorkflowId(found.person.personKey)
  }

  /** @throws ApplicationFailure UnprovenStep */
  function refuseOthers(subject: string, own: string | null): void {
    const { workflowId } = activityInfo().workflowExecution ?? {}
    if (workflowId === own) return
    log.error({ workflowId, subject }, 'a step of a run that is not its own was kept out')
    const failure = `The run ${workflowId} writes no steps of ${subject}`
    throw ApplicationFailure.nonRetryable(failure, FAILURES.unprovenStep)
  }
}
