/**
 * The workers inside the test's own process: the code of the worker processes, but faster to
 * start.
 */
import { NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { createRecordActivities } from '../../activities'
import { createTimedRecord } from '../../activities/activityClock'
import { createBatchActivities } from '../../activities/batches/deliverItem'
import { createBatchRecordActivities } from '../../activities/batches/recordBatch'
import { createClaimActivities } from '../../activities/claims/proveMessages'
import { createOwnRecord } from '../../activities/claims/ownRuns'
import { createProvenRecord } from '../../activities/claims/provenRecord'
import { createAlarmActivities } from '../../activities/cards/reportLostProduction'
import { createNoticeActivities } from '../../activities/notices/deliverNotices'
import { createReconciliationActivities } from '../../activities/reconciliation'
import { createStoreListActivities } from '../../activities/reconciliation/listFiles'
import { createRegistryActivities } from '../../activities/families/askRegistry'
import type { RegistryMeans } from '../../activities/families/askRegistry'
import { isTakenOver } from '../../activities/requests/askRepair'
import { createDeletionActivities } from '../../activities/retention/deletion'
import { createFileActivities } from '../../activities/documents/deleteFiles'
import { createDocumentActivities } from '../../activities/documents/checkDocuments'
import type { ClaimPublicKeys } from '../../services/shared/claims/keys'
import { createLog } from '../../services/shared/log/log'
import type { Log } from '../../services/shared/log/log'
import { createDocumentPool } from '../../services/shared/documents/pool/documentPool'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import type { Store } from '../../services/shared/store/connection'
import { releaseOptions } from '../../services/worker/release'
import { TASK_QUEUES } from '../../workflows/contract'
import { claimPublicKeys } from './claims'
import { workflowBundlePath } from './world'
import type { TestWorld } from './world'
import { installQuietRuntime } from './quietRuntime'

/** What the workers of a release run. */
export interface Release {
  buildId: string
  bundlePath: string
  /** Ids of patches that no run takes for the first time. */
  withheld: readonly string[]
}

const THIS_RELEASE: Release = { buildId: 'test', bundlePath: workflowBundlePath, withheld: [] }

/**
 * Starts the workers.
 * @param register what the worker of the register needs; without it, there is none
 * @returns ends them and the SDK's native runtime
 */
export async function startWorkers(
  { temporal }: Pick<TestWorld, 'temporal'>,
  {
    store,
    documents,
    register,
    publicKeys = claimPublicKeys,
    log = createLog('test', 'error'),
    atOnce,
    release = THIS_RELEASE,
  }: {
    store: Store
    documents: DocumentStore
    register?: Omit<RegistryMeans, 'store'>
    publicKeys?: ClaimPublicKeys
    log?: Log
    /** Length of the pages in which record, runs and store are compared. */
    atOnce?: number
    release?: Release
  },
): Promise<() => Promise<void>> {
  installQuietRuntime()
  const connection = await NativeConnection.connect({ address: temporal.address })
  const shared = { connection, namespace: temporal.namespace }
  const work = createDocumentPool()
  const own = createOwnRecord(createRecordActivities(store), { store, log })
  const proven = createProvenRecord(own, {
    ...{ publicKeys, log },
    isTakenOver: (subject, claim) => isTakenOver(store, subject, claim),
  })
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.requests,
      workflowBundle: { codePath: release.bundlePath },
      ...releaseOptions(release),
      activities: {
        ...createTimedRecord(proven, { log }),
        ...createClaimActivities(publicKeys),
        ...createAlarmActivities({ store, log }),
        ...createNoticeActivities({ store, mailer: null, log }),
        ...createDeletionActivities({ store, log }),
        ...createReconciliationActivities({ store, log }, atOnce),
        ...createBatchActivities({ store, log }),
        ...createBatchRecordActivities(store),
      },
    }),
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.documents,
      activities: {
        ...createDocumentActivities({ store: documents, work }),
        ...createFileActivities(documents, { log }),
        ...createStoreListActivities(documents, atOnce),
      },
    }),
    ...(register === undefined
      ? []
      : [
          Worker.create({
            ...shared,
            taskQueue: TASK_QUEUES.registry,
            activities: { ...createRegistryActivities({ store, ...register }) },
          }),
        ]),
  ])
  const running = workers.map((worker) => worker.run())
  return async () => {
    for (const worker of workers) worker.shutdown()
    await Promise.all(running)
    await connection.close()
    await work.close()
    await Runtime.instance().shutdown()
  }
}
