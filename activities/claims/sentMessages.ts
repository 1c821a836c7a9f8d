/** Looks up messages that were sent to a run, in the run's history. */
import { getClient } from '@temporalio/activity'
import { WorkflowNotFoundError } from '@temporalio/client'
import { defaultPayloadConverter } from '@temporalio/common'
import { tsToMs } from '@temporalio/common/lib/time'
import type { ProvenMessage } from '../../workflows/contract'

export interface SentMessage {
  fields: Readonly<Record<string, unknown>>
  /** When the server accepted it, as an ISO instant. */
  acceptedAt: string
}

/**
 * The first message of a name that fits, in the history of the run or of those that it continues; null
 * if there is none.
 */
export async function findSent(
  { workflowId, runId }: { workflowId: string; runId: string },
  message: ProvenMessage,
  fits: (fields: SentMessage['fields']) => boolean,
): Promise<SentMessage | null> {
  const events = await historyOf(workflowId, runId)
  for (const { eventTime, workflowExecutionSignaledEventAttributes: signal } of events) {
    const [payload] = signal?.input?.payloads ?? []
    if (signal?.signalName !== message || !payload || !eventTime) continue
    const fields = fieldsOf(defaultPayloadConverter.fromPayload(payload))
    if (fits(fields)) return { fields, acceptedAt: new Date(tsToMs(eventTime)).toISOString() }
  }
  const continued = events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId
  return continued ? findSent({ workflowId, runId: continued }, message, fits) : null
}

/** Empty when the engine keeps it no longer. */
async function historyOf(workflowId: string, runId: string) {
  try {
    const { events } = await getClient().workflow.getHandle(workflowId, runId).fetchHistory()
    return events ?? []
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return []
    throw error
  }
}

/** The fields of what was sent; none if it is no object. */
function fieldsOf(sent: unknown): SentMessage['fields'] {
  return typeof sent === 'object' && sent !== null ? (sent as SentMessage['fields']) : {}
}
