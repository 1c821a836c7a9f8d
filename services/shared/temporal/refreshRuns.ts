/** How services start and wake the refresh of a family list (S17). */
import { WorkflowNotFoundError } from '@temporalio/client'
import type { Client } from '@temporalio/client'
import {
  askAgain,
  familyRefreshWorkflowId,
  refreshAttributes,
  TASK_QUEUES,
  WORKFLOW_TYPES,
} from '../../../workflows/contract'
import type { FamilyRefreshInput } from '../../../workflows/contract'
import { ANSWER_WITHIN_MS, answeredWithin } from './connection'

/**
 * Creates the client of the refreshes. Every call throws EngineUnavailable when Temporal does not
 * answer in time.
 * @param answerWithinMs limit of one call, in milliseconds
 */
export function createRefreshRuns(client: Client, answerWithinMs = ANSWER_WITHIN_MS) {
  return {
    /** Starts the refresh of a staff member, or joins the one that is under way. */
    async ask(input: FamilyRefreshInput): Promise<void> {
      await answeredWithin(client, answerWithinMs, () =>
        client.workflow.start<(input: FamilyRefreshInput) => Promise<unknown>>(
          WORKFLOW_TYPES.familyRefresh,
          {
            workflowId: familyRefreshWorkflowId(input.accountId),
            taskQueue: TASK_QUEUES.requests,
            args: [input],
            workflowIdConflictPolicy: 'USE_EXISTING',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            staticSummary: 'Aile bilgilerinin KPS’den alınması',
            typedSearchAttributes: refreshAttributes(input),
          },
        ),
      )
    },

    /** Lets a refresh that waits ask at once; does nothing if it has ended. */
    async wake(accountId: string): Promise<void> {
      await answeredWithin(client, answerWithinMs, async () => {
        try {
          await client.workflow.getHandle(familyRefreshWorkflowId(accountId)).signal(askAgain)
        } catch (error) {
          if (!(error instanceof WorkflowNotFoundError)) throw error
        }
      })
    },
  }
}

export type RefreshRuns = ReturnType<typeof createRefreshRuns>
