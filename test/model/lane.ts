/**
 * A server that skips time, with its workers on a real database. Lives on one lane follow each other,
 * since they share its clock and its faults; several lanes run side by side.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '@temporalio/client'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { Worker } from '@temporalio/worker'
import { createRecordActivities } from '../../activities'
import { createBatchActivities } from '../../activities/batches/deliverItem'
import { createBatchRecordActivities } from '../../activities/batches/recordBatch'
import { createClaimActivities } from '../../activities/claims/proveMessages'
import { createOwnRecord } from '../../activities/claims/ownRuns'
import { createProvenRecord } from '../../activities/claims/provenRecord'
import { isTakenOver } from '../../activities/requests/askRepair'
import { createLog } from '../../services/shared/log/log'
import { createBatchRuns } from '../../services/shared/temporal/batchRuns'
import type { BatchRuns } from '../../services/shared/temporal/batchRuns'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import type { RequestRuns } from '../../services/shared/temporal/requestRuns'
import type { Store } from '../../services/shared/store/connection'
import { TASK_QUEUES } from '../../workflows/contract'
import type { DocumentCheck, RecordActivities, StoredDocument } from '../../workflows/contract'
import type { DocumentFault } from '../../workflows/domain/documents'
import { claimPublicKeys } from '../support/claims'
import { briefHistoriesBundlePath } from '../support/setup/model'
import { openTimeSkipping } from '../support/timeSkipping'
import { workflowBundlePath } from '../support/world'
import { Disagreement } from './disagreement'
import { sendAgain } from './testServer'

/** Generous for a busy machine; nothing waits longer than needed. */
const ANSWER_WITHIN_MS = 30_000

/**
 * What its runs go through. `continued`: they continue as new after a few messages. `forgetful`: the
 * worker keeps only two runs in memory, so that many steps replay the run's history, as after a start of
 * the worker.
 */
export type LaneKind = 'usual' | 'continued' | 'forgetful'

export interface Lane {
  kind: LaneKind
  store: Store
  client: Client
  runs: RequestRuns
  batches: BatchRuns
  /** Milliseconds, of the clock that skips time. */
  now(): number
  pass(ms: number): Promise<void>
  /** To be called once for each production run that has ended. */
  productionEnded(): Promise<void>
  /** Files that do not pass the second check. */
  spoilt: Set<string>
  /** Writes to the record that fail from now on. */
  faults: { times: number; isWritten: boolean }
  close(): Promise<void>
}

export async function openLane(kind: LaneKind, store: Store): Promise<Lane> {
  const { env, namespace } = await openTimeSkipping()
  const { connection } = env
  const client = new Client({
    connection,
    namespace,
    interceptors: { workflow: [sendAgain(connection, new Client({ connection, namespace }))] },
  })
  const spoilt: Lane['spoilt'] = new Set()
  const faults: Lane['faults'] = { times: 0, isWritten: false }
  const shared = { connection: env.nativeConnection, namespace }
  const proof = {
    publicKeys: claimPublicKeys,
    log: createLog('model', 'silent'),
    isTakenOver: (subject: string, claim: string) => isTakenOver(store, subject, claim),
  }
  const own = createOwnRecord(createRecordActivities(store), { store, log: proof.log })
  const requests = await Worker.create({
    ...shared,
    taskQueue: TASK_QUEUES.requests,
    workflowBundle: {
      codePath: kind === 'continued' ? briefHistoriesBundlePath : workflowBundlePath,
    },
    ...(kind === 'forgetful' && {
      maxCachedWorkflows: 2,
      maxConcurrentWorkflowTaskExecutions: 2,
    }),
    interceptors: { client: { workflow: [sendAgain(env.nativeConnection, client)] } },
    activities: {
      ...withFaults(createProvenRecord(own, proof), faults),
      ...createClaimActivities(claimPublicKeys),
      ...createBatchActivities({ store, log: createLog('model', 'silent') }),
      ...createBatchRecordActivities(store),
      reportLostProduction: ({ cardId }: { cardId: string }) =>
        Promise.reject(new Error(`The production of card ${cardId} is lost`)),
    },
  })
  const documents = await Worker.create({
    ...shared,
    taskQueue: TASK_QUEUES.documents,
    activities: {
      checkDocuments: (files: readonly StoredDocument[]): Promise<DocumentCheck> =>
        Promise.resolve({
          faults: files
            .filter(({ key }) => spoilt.has(key))
            .map(({ kind }) => ({ kind, faults: [CHANGED] })),
        }),
    },
  })
  const running = [requests, documents].map((worker) => worker.run())
  let aheadMs = 0
  let lostTasks = 0
  return {
    kind,
    store,
    client,
    runs: createRequestRuns(client, ANSWER_WITHIN_MS),
    batches: createBatchRuns(client, ANSWER_WITHIN_MS),
    now: () => Date.now() + aheadMs,
    async pass(ms) {
      lostTasks = await skip(env, ms, lostTasks)
      aheadMs = (await env.currentTimeMs()) - Date.now()
    },
    async productionEnded() {
      await connection.testService?.unlockTimeSkipping({})
    },
    spoilt,
    faults,
    async close() {
      requests.shutdown()
      documents.shutdown()
      await Promise.all(running)
      await env.teardown()
    },
  }
}

/** Time the server has to skip, also on a busy machine. */
const SKIPS_WITHIN_MS = 5_000
const MOST_UNLOCKS = 12

/**
 * Skips time. The server may wait for a task of a run that has continued as new, which no worker can
 * poll, and the time would then pass in real time; unlocking makes it skip. The locks are restored
 * afterwards, or the server's clock would run ahead of runs that are still working.
 * @param known how many such tasks the server is already known to wait for
 * @returns how many there are
 */
async function skip(env: TestWorkflowEnvironment, ms: number, known: number): Promise<number> {
  const { testService } = env.connection
  let isOver = false
  const skipped = env.sleep(ms).finally(() => (isOver = true))
  let unlocks = 0
  while (!isOver) {
    if (unlocks >= known)
      await Promise.race([skipped, pause(SKIPS_WITHIN_MS, null, { ref: false })])
    if (isOver) break
    if (unlocks === known + MOST_UNLOCKS) throw new Disagreement('The server does not skip time')
    await testService?.unlockTimeSkipping({})
    unlocks += 1
  }
  for (let locks = 0; locks < unlocks; locks += 1) await testService?.lockTimeSkipping({})
  await skipped
  return unlocks
}

const CHANGED: DocumentFault = { code: 'changed', measured: '', required: '' }

/** Lets writes fail, before they are done or after. */
function withFaults(record: RecordActivities, faults: Lane['faults']): RecordActivities {
  const failing =
    <Argument, Result>(write: (argument: Argument) => Promise<Result>) =>
    async (argument: Argument): Promise<Result> => {
      if (faults.times === 0) return write(argument)
      faults.times -= 1
      if (faults.isWritten) await write(argument)
      throw new Error('The record gives no answer')
    }
  return {
    ...record,
    fileRequest: failing(record.fileRequest),
    recordStep: failing(record.recordStep),
    recordCardStep: failing(record.recordCardStep),
    askCancellation: failing(record.askCancellation),
    askOpenCancellation: failing(record.askOpenCancellation),
    askCard: failing(record.askCard),
    askAddition: failing(record.askAddition),
  }
}
