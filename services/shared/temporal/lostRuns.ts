/** What the engine knows of a run, and the start of one that continues a lost run. */
import { WorkflowNotFoundError } from '@temporalio/client'
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import type { QueryDefinition } from '@temporalio/common'
import {
  cardProductionWorkflowId,
  holdPrint,
  productionInTemporal,
  releasePrint,
  requestWorkflowId,
  RULES,
  TASK_QUEUES,
  WORKFLOW_TYPES,
} from '../../../workflows/contract'
import type {
  CancellationRequestInput,
  CardProductionInput,
  CardRequestInput,
  RequestMemo,
} from '../../../workflows/contract'
import { ANSWER_WITHIN_MS, answeredWithin } from './connection'
import type { TemporalConnection } from './connection'
import { startRequestRun } from './startRequestRun'

/** The latest run with a workflow id, as the engine shows it. */
export interface RunSeen {
  /** Temporal's name of it, such as RUNNING or TERMINATED. */
  status: string
  closedAt: Date | null
  /** Whose run it is; null for a card's production. */
  requestId: string | null
}

/** What production still has to hear from a cancellation that found it gone. */
export type MissedMessage =
  | { kind: 'hold'; cancellationRequestId: string; personKey: string }
  | { kind: 'release'; cancellationRequestId: string }

/** Every call throws EngineUnavailable when Temporal does not answer in time. */
export function createLostRuns(
  { client, rules = RULES }: Pick<TemporalConnection, 'client' | 'rules'>,
  answerWithinMs = ANSWER_WITHIN_MS,
) {
  const answered = <Answer>(ask: () => Promise<Answer>) =>
    answeredWithin(client, answerWithinMs, ask)

  return {
    /** @returns null if the engine knows no run with this id */
    look: (workflowId: string): Promise<RunSeen | null> =>
      answered(async () => {
        try {
          const run = await client.workflow.getHandle(workflowId).describe()
          const { requestId } = (run.memo ?? {}) as Partial<RequestMemo>
          return {
            status: run.status.name,
            closedAt: run.closeTime ?? null,
            requestId: requestId ?? null,
          }
        } catch (error) {
          if (error instanceof WorkflowNotFoundError) return null
          throw error
        }
      }),

    /** Ends an open run, which then answers with its last state. */
    end: (workflowId: string): Promise<unknown> =>
      answered(() => client.workflow.getHandle(workflowId).terminate('repair')),

    /** The latest state that a run answers, open or ended; null if it answers nothing. */
    async lastState<State>(
      workflowId: string,
      query: QueryDefinition<State>,
    ): Promise<State | null> {
      const ask = () => client.workflow.getHandle(workflowId).query(query)
      return client.withDeadline(Date.now() + answerWithinMs, ask).catch(() => null)
    },

    /** The card whose production runs for a request; null if none does. */
    cardInProduction: (requestNumber: string): Promise<string | null> =>
      answered(async () => {
        const query = `WorkflowType = '${WORKFLOW_TYPES.cardProduction}' AND RequestNumber = '${requestNumber}' AND ExecutionStatus = 'Running'`
        for await (const { workflowId } of client.workflow.list({ query }))
          return workflowId.slice(cardProductionWorkflowId('').length)
        return null
      }),

    /** @returns false if the relative has an open run (D5) */
    beginRequest: (
      personKey: string,
      input: CardRequestInput | CancellationRequestInput,
    ): Promise<boolean> =>
      answered(() => unlessOpen(() => startRequestRun(client, personKey, input, rules))),

    /** @returns false if the card has an open run */
    beginProduction: (input: CardProductionInput, missed: MissedMessage | null): Promise<boolean> =>
      answered(async () => {
        const workflowId = cardProductionWorkflowId(input.cardId)
        const isBegun = await unlessOpen(() =>
          client.workflow.start(WORKFLOW_TYPES.cardProduction, {
            workflowId,
            taskQueue: TASK_QUEUES.requests,
            args: [input],
            workflowIdConflictPolicy: 'FAIL',
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            ...productionInTemporal(input),
            memo: { rules },
          }),
        )
        const run = client.workflow.getHandle(workflowId)
        // The run asks the record, so a message more does no harm.
        if (missed?.kind === 'hold') {
          const { cancellationRequestId, personKey } = missed
          const replyTo = requestWorkflowId(personKey)
          await run.signal(holdPrint, { cancellationRequestId, replyTo })
        } else if (missed !== null) {
          const { cancellationRequestId } = missed
          await run.signal(releasePrint, { cancellationRequestId })
        }
        return isBegun
      }),
  }
}

export type LostRuns = ReturnType<typeof createLostRuns>

async function unlessOpen(start: () => Promise<unknown>): Promise<boolean> {
  try {
    await start()
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}
