/**
 * A worker of the product's own workflows with empty activities: measures what the server alone
 * needs for their tasks, timers and search attributes. Hosts the given queue, since the product has
 * one process per queue; reports to its parent which request is in review.
 */
import path from 'node:path'
import { z } from 'zod'
import { readEnvironment } from '../../../services/shared/config/environment'
import { temporalSettings } from '../../../services/shared/config/settings'
import { createLog } from '../../../services/shared/log/log'
import { exitOnFailure } from '../../../services/shared/process/exitOnFailure'
import { runWorker } from '../../../services/worker/runWorker'
import { TASK_QUEUES } from '../../../workflows/contract'
import type {
  ClaimActivities,
  DocumentActivities,
  RecordActivities,
} from '../../../workflows/contract'

const nothing = (): Promise<void> => Promise.resolve()

const activities: RecordActivities & ClaimActivities & DocumentActivities = {
  checkDocuments: () => Promise.resolve({ faults: [] }),
  fileRequest: nothing,
  recordStep: ({ requestId, effect }) => {
    if (effect.kind === 'enteredReview') process.send?.({ waiting: requestId })
    return nothing()
  },
  verifyClaim: () => Promise.resolve({ provenBy: 'bench' }),
  verifyClaims: (claimed) => Promise.resolve(claimed.map(() => ({ provenBy: 'bench' }))),
  acceptedAt: () => Promise.resolve(null),
  recordRefresh: () => Promise.resolve(),
  recordCardStep: () => Promise.resolve({ cancelled: false }),
  askCancellation: () => Promise.resolve({ standing: 'unknown', workflowId: null }),
  askOpenCancellation: () => Promise.resolve(null),
  askCard: () => Promise.resolve(null),
  askAddition: () => Promise.resolve(null),
  askRepair: () => Promise.resolve({}),
  askLeave: () => Promise.resolve({}),
  askCardRepair: () => Promise.resolve([]),
}

exitOnFailure(async () => {
  const settings = { ...temporalSettings, TASK_QUEUE: z.enum(TASK_QUEUES) }
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TASK_QUEUE } = readEnvironment(
    'hollow',
    settings,
    process.env,
  )
  await runWorker(
    createLog('hollow', 'info'),
    { address: TEMPORAL_ADDRESS, namespace: TEMPORAL_NAMESPACE },
    () =>
      Promise.resolve({
        options: {
          taskQueue: TASK_QUEUE,
          activities: { ...activities },
          ...(TASK_QUEUE === 'requests'
            ? { workflowBundle: { codePath: path.resolve('dist/workflow-bundle.js') } }
            : {}),
        },
        close: nothing,
      }),
  )
})
