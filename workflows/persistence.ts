/**
 * How a run writes its record.
 *
 * At once (`recordAtOnce`): tried beside the workflow as a local activity, which costs the engine no round trip. An outage would keep
 * that workflow task open, so after a few seconds the same step goes on as a regular activity that retries for as long as the
 * outage lasts: it delays the request and loses nothing.
 *
 * Durably (`recordDurably`): a regular activity. The engine knows of the step before the record shows it.
 * A worker may die between a local activity and the engine's note of it, and the turn is then taken again with whatever has arrived
 * meanwhile: another step could claim the number that the record already holds, or a message that the record invited could
 * find the run not ready for it. So every step that a message can still come before is written this way.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow'
import { FAILURES, TASK_QUEUES } from './contract'
import type { DocumentActivities, RecordActivities } from './contract'

const NEVER_RETRIED = Object.values(FAILURES)

const quick = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '3s',
  scheduleToCloseTimeout: '4s',
  retry: { maximumAttempts: 2, initialInterval: '200ms', nonRetryableErrorTypes: NEVER_RETRIED },
})

const patient = proxyActivities<RecordActivities>({
  summary: 'Kaydın yazılması (MongoDB)',
  startToCloseTimeout: '15s',
  retry: {
    initialInterval: '500ms',
    maximumInterval: '15s',
    nonRetryableErrorTypes: NEVER_RETRIED,
  },
})

/** Checks stored documents on the queue `documents`, however long its process is away. */
export const documents = proxyActivities<DocumentActivities>({
  taskQueue: TASK_QUEUES.documents,
  summary: 'Saklanan belgelerin yeniden denetlenmesi',
  startToCloseTimeout: '60s',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '15s' },
})

/** The record's writes, at once where possible. Throws what the record refuses on purpose. */
export const recordAtOnce: Pick<RecordActivities, 'recordStep' | 'recordCardStep'> & {
  recordNewRequest: RecordActivities['fileRequest']
} = {
  recordNewRequest: (request) => atOnceOrPatiently('fileRequest', request),
  recordStep: (step) => atOnceOrPatiently('recordStep', step),
  recordCardStep: (step) => atOnceOrPatiently('recordCardStep', step),
}

/** The record's steps, known to the engine before they are written. */
export const recordDurably: Pick<RecordActivities, 'recordStep'> = patient

async function atOnceOrPatiently<Name extends keyof RecordActivities>(
  name: Name,
  argument: Parameters<RecordActivities[Name]>[0],
): Promise<Awaited<ReturnType<RecordActivities[Name]>>> {
  type Write = (argument: unknown) => Promise<Awaited<ReturnType<RecordActivities[Name]>>>
  try {
    return await (quick[name] as Write)(argument)
  } catch (failure) {
    if (isCancellation(failure) || isRefusal(failure)) throw failure
    return await (patient[name] as Write)(argument)
  }
}

/** A local activity fails with its own error, a regular one with an ActivityFailure around it. */
function isRefusal(failure: unknown): boolean {
  const cause = failure instanceof ActivityFailure ? failure.cause : failure
  return cause instanceof ApplicationFailure && NEVER_RETRIED.some((type) => type === cause.type)
}
