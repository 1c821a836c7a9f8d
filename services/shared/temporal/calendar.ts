/** Lets open requests know that administrative leave has changed. */
import { randomUUID } from 'node:crypto'
import type { Client } from '@temporalio/client'
import { calendarChanged, WORKFLOW_TYPES } from '../../../workflows/contract'
import { ANSWER_WITHIN_MS, answeredWithin } from './connection'

/** The engine itself sends the signal to each run, so that it goes on whatever process ends. */
const OPEN_REQUESTS = `ExecutionStatus = 'Running' AND WorkflowType IN ('${WORKFLOW_TYPES.cardRequest}', '${WORKFLOW_TYPES.cancellationRequest}')`

/** @throws EngineUnavailable */
export async function announceCalendar(
  client: Client,
  answerWithinMs = ANSWER_WITHIN_MS,
): Promise<void> {
  await answeredWithin(client, answerWithinMs, () =>
    client.workflowService.startBatchOperation({
      namespace: client.options.namespace,
      jobId: randomUUID(),
      reason: 'İdari izin takvimi değişti',
      visibilityQuery: OPEN_REQUESTS,
      signalOperation: { signal: calendarChanged.name, identity: client.options.identity },
    }),
  )
}
