/**
 * A run of somebody who can reach the engine and is nobody's worker: it is answered by hand, and has
 * an activity executed by the product's own workers.
 */
import { randomUUID } from 'node:crypto'
import type { Client } from '@temporalio/client'
import { defaultPayloadConverter, toPayloads } from '@temporalio/common'
import { msToTs } from '@temporalio/common/lib/time'
import { TASK_QUEUES } from '../../workflows/contract'
import type {
  DeletionActivities,
  FileActivities,
  Proven,
  ProvenMessage,
  ProvenMessages,
  RecordActivities,
} from '../../workflows/contract'
import { waitFor } from './waitFor'

/** The number of this command in Temporal's protocol. */
const SCHEDULE_ACTIVITY_TASK = 1

/** A message that is sent to the run before, so that its history has it. */
export interface SentBefore<Name extends ProvenMessage = ProvenMessage> {
  name: Name
  message: Proven<ProvenMessages[Name]>
}

/** What a stranger may have executed, by its name in the engine. */
type Executed = RecordActivities & DeletionActivities & Pick<FileActivities, 'deleteWaitingFiles'>

/**
 * Has an activity of the queue `requests` executed once, or one of the queue `documents`.
 * @param before a message that its history has
 * @param workflowId of a lost run, whose place it takes
 * @returns null when it is done, else the type of its failure
 */
export async function executeAsStranger<Name extends keyof Executed>(
  client: Client,
  activity: Name,
  argument: Parameters<Executed[Name]>[0],
  { before, workflowId }: { before?: SentBefore; workflowId?: string } = {},
): Promise<string | null> {
  const { namespace } = client.options
  const taskQueue = `strangers-${randomUUID()}`
  const run = await client.workflow.start('strangers', {
    taskQueue,
    workflowId: workflowId ?? taskQueue,
  })
  if (before !== undefined) await run.signal<unknown[]>(before.name, before.message)
  const service = client.workflowService
  const { taskToken } = await client.withDeadline(Date.now() + 30_000, () =>
    service.pollWorkflowTaskQueue({ namespace, taskQueue: { name: taskQueue } }),
  )
  await service.respondWorkflowTaskCompleted({
    namespace,
    taskToken,
    commands: [
      {
        commandType: SCHEDULE_ACTIVITY_TASK,
        scheduleActivityTaskCommandAttributes: {
          activityId: '1',
          activityType: { name: activity },
          taskQueue: {
            name: TASK_QUEUES[activity === 'deleteWaitingFiles' ? 'documents' : 'requests'],
          },
          input: { payloads: toPayloads(defaultPayloadConverter, argument) ?? null },
          scheduleToCloseTimeout: msToTs('30s'),
          startToCloseTimeout: msToTs('10s'),
          retryPolicy: { maximumAttempts: 1 },
        },
      },
    ],
  })
  const outcome = await waitFor(
    async () => {
      const { events } = await run.fetchHistory()
      for (const {
        activityTaskCompletedEventAttributes,
        activityTaskFailedEventAttributes,
      } of events!) {
        if (activityTaskCompletedEventAttributes) return { failure: null }
        const { failure } = activityTaskFailedEventAttributes ?? {}
        if (failure)
          return { failure: failure.applicationFailureInfo?.type ?? String(failure.message) }
      }
      return null
    },
    { what: `the end of ${activity}` },
  )
  await run.terminate()
  return outcome.failure
}
