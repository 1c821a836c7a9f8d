/** How the bureau starts the run of a batch, and asks whether it is still open. */
import { WorkflowNotFoundError } from '@temporalio/client'
import type { Client } from '@temporalio/client'
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import {
  batchInTemporal,
  batchWorkflowId,
  TASK_QUEUES,
  WORKFLOW_TYPES,
} from '../../../workflows/contract'
import type { BureauBatchInput } from '../../../workflows/contract'
import { ANSWER_WITHIN_MS, answeredWithin } from './connection'

/** Every call throws EngineUnavailable when Temporal does not answer in time. */
export function createBatchRuns(client: Client, answerWithinMs = ANSWER_WITHIN_MS) {
  return {
    /** Starts an attempt. The same attempt started twice is one run, also after it has ended. */
    async start(input: BureauBatchInput): Promise<void> {
      await answeredWithin(client, answerWithinMs, async () => {
        try {
          await client.workflow.start<(input: BureauBatchInput) => Promise<unknown>>(
            WORKFLOW_TYPES.bureauBatch,
            {
              workflowId: batchWorkflowId(input.batchId, input.attempt),
              taskQueue: TASK_QUEUES.requests,
              args: [input],
              workflowIdConflictPolicy: 'FAIL',
              workflowIdReusePolicy: 'REJECT_DUPLICATE',
              ...batchInTemporal(input),
            },
          )
        } catch (error) {
          if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
        }
      })
    },

    /** Whether an attempt is still being carried out. */
    isOpen(batchId: string, attempt: number): Promise<boolean> {
      return answeredWithin(client, answerWithinMs, async () => {
        try {
          const run = client.workflow.getHandle(batchWorkflowId(batchId, attempt))
          return (await run.describe()).status.name === 'RUNNING'
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return false
          throw error
        }
      })
    },
  }
}

export type BatchRuns = ReturnType<typeof createBatchRuns>
