/**
 * Whether this container's worker takes work, as the engine sees it: a worker has no port to ask, and a file that it
 * touches would say that it lives, not that it is connected, on the right namespace and queue, and polling.
 * A worker that hangs stops polling as soon as its slots are full, which under load is at once.
 */
import { Connection } from '@temporalio/client'
import { readEnvironment } from '../../services/shared/config/environment'
import { temporalSettings } from '../../services/shared/config/settings'
import { identityPrefix } from '../../services/worker/identity'
import { TASK_QUEUES } from '../../workflows/contract'
import { Unhealthy } from './unhealthy'

type Queue = keyof typeof TASK_QUEUES

/** Numbers of the engine for what a queue holds. */
const WORKFLOW_TASKS = 1
const ACTIVITY_TASKS = 2
const POLLED: Record<Queue, readonly number[]> = {
  requests: [WORKFLOW_TASKS, ACTIVITY_TASKS],
  documents: [ACTIVITY_TASKS],
}
/** One poll without work lasts a minute and is noted when it begins; the rest is for a busy machine. */
const FRESH_SECONDS = 90
/** Less than compose waits for the whole check. */
const ANSWER_WITHIN_MS = 5_000

/** @throws Unhealthy when the engine does not answer, or has not heard from this worker lately */
export async function checkWorker(queue: Queue, environment: NodeJS.ProcessEnv): Promise<void> {
  const { TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE } = readEnvironment(
    'health',
    temporalSettings,
    environment,
  )
  const connection = Connection.lazy({ address: TEMPORAL_ADDRESS })
  try {
    for (const taskQueueType of POLLED[queue]) {
      const { pollers } = await connection
        .withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          connection.workflowService.describeTaskQueue({
            namespace: TEMPORAL_NAMESPACE,
            taskQueue: { name: TASK_QUEUES[queue] },
            taskQueueType,
          }),
        )
        .catch((error: unknown) => {
          throw new Unhealthy(`${TEMPORAL_ADDRESS} does not answer`, { cause: error })
        })
      const oldest = Date.now() / 1000 - FRESH_SECONDS
      const polls = pollers.some(
        ({ identity, lastAccessTime }) =>
          identity?.startsWith(identityPrefix(queue)) &&
          Number(lastAccessTime?.seconds ?? 0) > oldest,
      )
      if (!polls) throw new Unhealthy(`No worker of this container polls the queue ${queue}`)
    }
  } finally {
    await connection.close()
  }
}
