/**
 * Writes the record from a workflow.
 *
 * At once (`recordAtOnce`): first as a local activity, which saves a round trip to the server. Only
 * for steps during which nobody queries the run: a query that reaches the SDK while a local activity
 * is running takes the place of the workflow task, which is then repeated after its time-out of ten
 * seconds (@temporalio/worker 1.24). During an outage that would keep the workflow task open, so after a few seconds the same step
 * continues as a regular activity that retries without limit. The outage delays the request and
 * loses nothing.
 *
 * Durably (`recordDurably`): a regular activity, which the server knows of before the record shows
 * the step. If a worker dies between a local activity and its marker in the history, the workflow
 * task is repeated with all messages that have arrived since: another step could claim the number
 * that is already in the record, or a message that reacts to the record could arrive before the run
 * is ready for it. So every step that a message can still precede is written this way.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow'
import { FAILURES, TASK_QUEUES } from './contract'
import type {
  AlarmActivities,
  BatchActivities,
  BatchRecordActivities,
  ClaimActivities,
  DeletionActivities,
  DocumentActivities,
  FileActivities,
  NoticeActivities,
  ReconciliationActivities,
  RecordActivities,
  RegistryActivities,
  StoreListActivities,
} from './contract'

const NEVER_RETRIED = Object.values(FAILURES)

const quick = proxyLocalActivities<RecordActivities>({
  startToCloseTimeout: '3s',
  scheduleToCloseTimeout: '4s',
  retry: { maximumAttempts: 2, initialInterval: '200ms', nonRetryableErrorTypes: NEVER_RETRIED },
})

const durable = proxyActivities<RecordActivities>({
  summary: 'Kaydın yazılması ya da okunması (MongoDB)',
  startToCloseTimeout: '15s',
  retry: {
    initialInterval: '500ms',
    maximumInterval: '15s',
    nonRetryableErrorTypes: NEVER_RETRIED,
  },
})

/**
 * Proves messages. A regular activity: the bureau queries the run right after its message (see
 * recordAtOnce). A fault, such as a worker of an earlier version, delays the message and never loses
 * it.
 */
export const claims = proxyActivities<ClaimActivities>({
  summary: 'Büro iletisinin imzasının doğrulanması',
  startToCloseTimeout: '30s',
  retry: { initialInterval: '500ms', maximumInterval: '15s' },
})

/**
 * Sends the items of a batch. Given up after a few attempts: the clerk sees which items failed, and
 * their claims would be too old soon.
 */
export const batches = proxyActivities<BatchActivities>({
  summary: 'Toplu işlemin bir kaydı',
  startToCloseTimeout: '20s',
  retry: { initialInterval: '500ms', maximumInterval: '5s', maximumAttempts: 4 },
})

/** Writes what became of them, as long as it takes. */
export const batchRecord = proxyActivities<BatchRecordActivities>({
  summary: 'Toplu işlemin sonucunun yazılması (MongoDB)',
  startToCloseTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '15s' },
})

/** Reports to the operators, by the log of the worker. */
export const alarms = proxyActivities<AlarmActivities>({
  summary: 'Sistem yöneticilerine bildirim',
  startToCloseTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/** Checks stored documents on the queue `documents`; waits while its process is unavailable. */
export const documents = proxyActivities<DocumentActivities>({
  taskQueue: TASK_QUEUES.documents,
  summary: 'Saklanan belgelerin yeniden denetlenmesi',
  startToCloseTimeout: '60s',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '15s' },
})

/**
 * Asks the population register on the queue `registry`. Faults of the register are answers; retried
 * here are only those of our own servers.
 */
export const registry = proxyActivities<RegistryActivities>({
  taskQueue: TASK_QUEUES.registry,
  summary: 'Nüfus kaydına sorulması (KPS)',
  // A slow register may take the longest time allowed for each of four calls.
  startToCloseTimeout: '20m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '500ms', maximumInterval: '15s' },
})

/** Sends notices by e-mail. Faults of the mail server are answers; retried are those of our own. */
export const notices = proxyActivities<NoticeActivities>({
  summary: 'Bildirimlerin e-postayla gönderilmesi',
  startToCloseTimeout: '15m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
})

/** Deletes from the record what has reached the end of its term. */
export const deletion = proxyActivities<DeletionActivities>({
  summary: 'Süresi dolanların kayıttan silinmesi (MongoDB)',
  startToCloseTimeout: '2m',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
})

/** Deletes files on the queue `documents`. */
export const files = proxyActivities<FileActivities>({
  taskQueue: TASK_QUEUES.documents,
  summary: 'Dosyaların silinmesi (S3)',
  startToCloseTimeout: '30m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
})

/** Compares the record with the engine and the store. */
export const comparison = proxyActivities<ReconciliationActivities>({
  summary: 'Kaydın süreçlerle ve dosyalarla karşılaştırılması (MongoDB, Temporal)',
  startToCloseTimeout: '30m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
})

/** Lists the store on the queue `documents`. */
export const storeList = proxyActivities<StoreListActivities>({
  taskQueue: TASK_QUEUES.documents,
  summary: 'Saklanan dosyaların listelenmesi (S3)',
  startToCloseTimeout: '5m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '1m' },
})

/** Writes to the record or asks it, at once if possible. Throws what the record refuses on purpose. */
export const recordAtOnce: Pick<
  RecordActivities,
  | 'recordStep'
  | 'recordCardStep'
  | 'recordRefresh'
  | 'askCancellation'
  | 'askCard'
  | 'askRepair'
  | 'askCardRepair'
> & {
  recordNewRequest: RecordActivities['fileRequest']
} = {
  recordNewRequest: (request) => atOnceElseDurably('fileRequest', request),
  recordStep: (step) => atOnceElseDurably('recordStep', step),
  recordCardStep: (step) => atOnceElseDurably('recordCardStep', step),
  recordRefresh: (step) => atOnceElseDurably('recordRefresh', step),
  askCancellation: (question) => atOnceElseDurably('askCancellation', question),
  askCard: (question) => atOnceElseDurably('askCard', question),
  askRepair: (question) => atOnceElseDurably('askRepair', question),
  askCardRepair: (question) => atOnceElseDurably('askCardRepair', question),
}

/** Steps that the server knows of before they are written, and questions while the run is queried. */
export const recordDurably: Pick<
  RecordActivities,
  | 'recordStep'
  | 'recordCardStep'
  | 'askCancellation'
  | 'askOpenCancellation'
  | 'askCard'
  | 'askLeave'
  | 'askAddition'
> = durable

async function atOnceElseDurably<Name extends keyof RecordActivities>(
  name: Name,
  argument: Parameters<RecordActivities[Name]>[0],
): Promise<Awaited<ReturnType<RecordActivities[Name]>>> {
  type Write = (argument: unknown) => Promise<Awaited<ReturnType<RecordActivities[Name]>>>
  try {
    return await (quick[name] as Write)(argument)
  } catch (failure) {
    if (isCancellation(failure) || isRefusal(failure)) throw failure
    return await (durable[name] as Write)(argument)
  }
}

/** A local activity fails with its own error, a regular one with an ActivityFailure around it. */
function isRefusal(failure: unknown): boolean {
  const cause = failure instanceof ActivityFailure ? failure.cause : failure
  return cause instanceof ApplicationFailure && NEVER_RETRIED.some((type) => type === cause.type)
}
