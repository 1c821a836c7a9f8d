/**
 * Checks with Temporal that this container's worker polls its queue. A worker has no port, and a
 * heartbeat file would not show that it is connected to the right namespace and queue. A worker
 * that hangs stops polling once its slots are full, which happens at once under load.
 */
import { Connection } from '@temporalio/client'
import { readEnvironment } from '../../services/shared/config/environment'
import { temporalSettings } from '../../services/shared/config/settings'
import { connectionOptions, engineOf } from '../../services/shared/temporal/engine'
import { identityPrefix } from '../../services/worker/identity'
import { TASK_QUEUES } from '../../workflows/contract'
import { Unhealthy } from './unhealthy'

type Queue = keyof typeof TASK_QUEUES

/** Temporal's numbers for the kinds of task queues. */
const WORKFLOW_TASKS = 1
const ACTIVITY_TASKS = 2
const POLLED: Record<Queue, readonly number[]> = {
  requests: [WORKFLOW_TASKS, ACTIVITY_TASKS],
  documents: [ACTIVITY_TASKS],
  registry: [ACTIVITY_TASKS],
}
/**
 * An empty poll lasts one minute and is recorded when it starts; the rest is reserve for a busy
 * machine.
 */
const FRESH_SECONDS = 90
/** Shorter than the timeout of the health check in compose. */
const ANSWER_WITHIN_MS = 5_000

/** @throws Unhealthy when Temporal does not answer or the worker has not polled recently */
export async function checkWorker(queue: Queue, environment: NodeJS.ProcessEnv): Promise<void> {
  const engine = engineOf(readEnvironment('health', temporalSettings, environment))
  const connection = Connection.lazy(connectionOptions(engine))
  try {
    for (const taskQueueType of POLLED[queue]) {
      const { pollers } = await connection
        .withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
          connection.workflowService.describeTaskQueue({
            namespace: engine.namespace,
            taskQueue: { name: TASK_QUEUES[queue] },
            taskQueueType,
          }),
        )
        .catch((error: unknown) => {
          throw new Unhealthy(`${engine.address} does not answer`, { cause: error })
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
