/**
 * Runs the workflows on a server that skips time. Their writes are kept in lists instead of a
 * database: test/integration tests the records on MongoDB.
 */
import { Context } from '@temporalio/activity'
import type { TestWorkflowEnvironment } from '@temporalio/testing'
import { Worker } from '@temporalio/worker'
import type { Duration } from '@temporalio/common'
import { Client } from '@temporalio/client'
import type { WorkflowHandle } from '@temporalio/client'
import { TASK_QUEUES, requestStateQuery } from '../../workflows/contract'
import type {
  AlarmActivities,
  BatchActivities,
  BatchItem,
  BatchItemStep,
  BatchRecordActivities,
  CardStep,
  ClaimActivities,
  DeletionActivities,
  DocumentActivities,
  FileActivities,
  NoticeActivities,
  ReconciliationActivities,
  StoreListActivities,
  RecordActivities,
  RefreshStep,
  RegistryActivities,
  NewRequest,
  RequestRunState,
  RequestStep,
} from '../../workflows/contract'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { createRefreshRuns } from '../../services/shared/temporal/refreshRuns'
import type { RefreshRuns } from '../../services/shared/temporal/refreshRuns'
import { outcomeOf } from '../../workflows/domain/batches'
import type { ItemOutcome } from '../../workflows/domain/batches'
import { isOpen } from '../../workflows/domain/requestState'
import type { CancellationOnRecord } from '../../workflows/domain/runMessages'
import { createClaimActivities } from '../../activities/claims/proveMessages'
import { claimPublicKeys } from './claims'
import { dumpRun, refusePersonalDataIn } from './historyDump'
import { shortHistoriesBundlePath } from './setup/workflow'
import { setClock, storedDocument } from './messages'
import { openTimeSkipping } from './timeSkipping'
import { waitFor, workflowBundlePath } from './world'

export interface Lab {
  env: TestWorkflowEnvironment
  /** Skips time; the bureau's clock follows. */
  sleep: (duration: Duration) => Promise<void>
  /**
   * A plain client: the environment's own would skip years while it waits for a result, and let
   * every other run time out.
   */
  client: Client
  runs: ReturnType<typeof createRequestRuns>
  refreshes: RefreshRuns
  /** What was written, in order. */
  written: {
    filed: NewRequest[]
    steps: RequestStep[]
    cardSteps: CardStep[]
    refreshSteps: RefreshStep[]
    batchSteps: BatchItemStep[]
  }
  /** Replaces an activity for the following runs; `reset` restores the original ones. */
  activities: RecordActivities &
    ClaimActivities &
    AlarmActivities &
    BatchActivities &
    BatchRecordActivities &
    NoticeActivities &
    DeletionActivities &
    DocumentActivities &
    FileActivities &
    RegistryActivities &
    ReconciliationActivities &
    StoreListActivities
  reset: () => void
  /** Does something while no worker serves the workflows; only where none keeps runs. */
  whileStopped: (act: () => Promise<void>) => Promise<void>
  /** Whether its runs continue as new after a few dozen events. */
  shortHistories: boolean
  /** Waits until a run is in a sub-state. */
  reached: (handle: WorkflowHandle, subState: string) => Promise<RequestRunState>
  close: () => Promise<void>
}

/**
 * @param shortHistories whether runs continue as new after a few dozen events
 * @param keepsRuns whether the worker keeps runs in memory; this server leaves what it keeps to it, even
 *   after its end
 */
export async function openLab({ shortHistories = false, keepsRuns = true } = {}): Promise<Lab> {
  const { env, namespace } = await openTimeSkipping()
  const written: Lab['written'] = {
    filed: [],
    steps: [],
    cardSteps: [],
    refreshSteps: [],
    batchSteps: [],
  }
  /** By the id of the request. */
  const workflowIds = new Map<string, string>()
  const plain: Lab['activities'] = {
    fileRequest: (filed) => {
      workflowIds.set(filed.input.requestId, Context.current().info.workflowExecution!.workflowId)
      return Promise.resolve(void written.filed.push(filed))
    },
    recordStep: (step) => Promise.resolve(void written.steps.push(step)),
    recordCardStep: (step) => {
      written.cardSteps.push(step)
      return Promise.resolve({ cancelled: false })
    },
    recordRefresh: (step) => Promise.resolve(void written.refreshSteps.push(step)),
    askCancellation: ({ cancellationRequestId, cardId }) => {
      const filed = written.filed.find(({ input }) => input.requestId === cancellationRequestId)
      const isOfCard = filed?.input.type === 'cancellationRequest' && filed.input.cardId === cardId
      return Promise.resolve({
        standing: isOfCard ? standingOf(written.steps, cancellationRequestId) : 'unknown',
        workflowId: workflowIds.get(cancellationRequestId) ?? null,
      })
    },
    askOpenCancellation: ({ cardId }) => {
      const open = written.filed.find(
        ({ input }) =>
          input.type === 'cancellationRequest' &&
          input.cardId === cardId &&
          standingOf(written.steps, input.requestId) === 'open',
      )
      if (open === undefined) return Promise.resolve(null)
      const { requestId } = open.input
      return Promise.resolve({
        cancellationRequestId: requestId,
        replyTo: workflowIds.get(requestId)!,
      })
    },
    // A card without a step was delivered long ago.
    askCard: ({ cardId }) =>
      Promise.resolve(
        written.cardSteps.findLast((step) => step.cardId === cardId)?.subState ?? 'delivered',
      ),
    ...createClaimActivities(claimPublicKeys),
    askAddition: ({ kind }) => Promise.resolve(storedDocument(kind)),
    askRepair: () => Promise.resolve({}),
    askLeave: () => Promise.resolve({}),
    askCardRepair: () => Promise.resolve([]),
    reportLostProduction: () => Promise.resolve(),
    deliverItem: (item) => deliverFrom(createRequestRuns(client), item),
    recordBatchItem: (step) => Promise.resolve(void written.batchSteps.push(step)),
    endBatch: () => Promise.resolve(),
    deliverNotices: () => Promise.resolve({ sent: 0, waiting: 0, fault: null, isConfigured: true }),
    beginDeletion: () => Promise.resolve({ ids: [], keys: [] }),
    endDeletion: () => Promise.resolve(),
    deleteFiles: () => Promise.resolve(),
    deleteWaitingFiles: () => Promise.resolve(),
    checkDocuments: () => Promise.resolve({ faults: [] }),
    compareRuns: () => Promise.resolve({ runs: [], beyond: 0, rows: 0, openRuns: 0 }),
    compareFiles: () => Promise.resolve({ suspects: [], beyond: 0 }),
    confirmRuns: () => Promise.resolve([]),
    confirmFiles: () => Promise.resolve([]),
    reportDifferences: () => Promise.resolve(),
    listFiles: () => Promise.resolve({ files: [], upTo: null }),
    areStored: (files) => Promise.resolve(files.map(() => true)),
    askRegistry: () => Promise.resolve({ kind: 'answered', relatives: 2 }),
  }
  const activities = { ...plain }
  // This server cannot list its runs, so they are collected from their writes.
  const seen = new Map<string, string>()
  const {
    checkDocuments,
    deleteFiles,
    deleteWaitingFiles,
    listFiles,
    areStored,
    askRegistry,
    ...writing
  } = forwarding(activities, () => {
    const { runId, workflowId } = Context.current().info.workflowExecution!
    seen.set(runId, workflowId)
  })
  const shared = { connection: env.nativeConnection, namespace }
  const createRequests = () =>
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.requests,
      workflowBundle: { codePath: shortHistories ? shortHistoriesBundlePath : workflowBundlePath },
      activities: writing,
      ...(!keepsRuns && { maxCachedWorkflows: 0 }),
    })
  let requests = await createRequests()
  let serving = requests.run()
  const documents = await Worker.create({
    ...shared,
    taskQueue: TASK_QUEUES.documents,
    activities: { checkDocuments, deleteFiles, deleteWaitingFiles, listFiles, areStored },
  })
  const registry = await Worker.create({
    ...shared,
    taskQueue: TASK_QUEUES.registry,
    activities: { askRegistry },
  })
  const client = new Client({ connection: env.connection, namespace })
  const running = Promise.all([documents, registry].map((worker) => worker.run()))
  return {
    env,
    sleep: async (duration) => {
      await env.sleep(duration)
      setClock(await env.currentTimeMs())
    },
    client,
    runs: createRequestRuns(client),
    refreshes: createRefreshRuns(client),
    written,
    activities,
    reset: () => Object.assign(activities, plain),
    whileStopped: async (act) => {
      requests.shutdown()
      await serving
      await act()
      requests = await createRequests()
      serving = requests.run()
    },
    shortHistories,
    reached: (handle, subState) =>
      waitFor(
        async () => {
          const run = await handle.query(requestStateQuery)
          return run.state.subState === subState ? run : null
        },
        { what: `the run to be ${subState}` },
      ),
    close: async () => {
      const dumps = await Promise.all([...seen].map(([runId, id]) => dumpRun(client, id, runId)))
      requests.shutdown()
      documents.shutdown()
      registry.shutdown()
      await Promise.all([serving, running])
      await env.teardown()
      refusePersonalDataIn(dumps)
    },
  }
}

/** An item of a batch without a record: a run that has ended is lost. */
async function deliverFrom(runs: Lab['runs'], item: BatchItem): Promise<ItemOutcome> {
  if (!('event' in item)) throw new Error('The lab has no arrivals in batches')
  const answer = await runs.recordProduction(item.event)
  return answer.kind === 'closed' ? { kind: 'failed', fault: 'runLost' } : outcomeOf(answer)
}

/** Where a cancellation stands after the steps written so far. */
function standingOf(
  steps: readonly RequestStep[],
  requestId: string,
): CancellationOnRecord['standing'] {
  const last = steps.findLast((step) => step.requestId === requestId)
  if (last === undefined || isOpen(last.state)) return 'open'
  return last.state.status === 'approved' ? 'approved' : 'ended'
}

/** Looks up each activity when it is called, so that a test can replace it. */
function forwarding(activities: Lab['activities'], called: () => void): Lab['activities'] {
  const noting = <Args extends unknown[], Result>(act: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      called()
      return act(...args)
    }
  }
  return {
    fileRequest: noting((filed) => activities.fileRequest(filed)),
    recordStep: noting((step) => activities.recordStep(step)),
    recordCardStep: noting((step) => activities.recordCardStep(step)),
    recordRefresh: noting((step) => activities.recordRefresh(step)),
    askCancellation: noting((question) => activities.askCancellation(question)),
    askOpenCancellation: noting((question) => activities.askOpenCancellation(question)),
    askCard: noting((question) => activities.askCard(question)),
    verifyClaim: noting((claimed) => activities.verifyClaim(claimed)),
    verifyClaims: noting((claimed) => activities.verifyClaims(claimed)),
    acceptedAt: noting((signal) => activities.acceptedAt(signal)),
    askAddition: noting((question) => activities.askAddition(question)),
    askRepair: noting((question) => activities.askRepair(question)),
    askLeave: noting(() => activities.askLeave()),
    askCardRepair: noting((question) => activities.askCardRepair(question)),
    reportLostProduction: noting((question) => activities.reportLostProduction(question)),
    deliverItem: noting((item) => activities.deliverItem(item)),
    recordBatchItem: noting((step) => activities.recordBatchItem(step)),
    endBatch: noting((end) => activities.endBatch(end)),
    deliverNotices: noting(() => activities.deliverNotices()),
    beginDeletion: noting((until) => activities.beginDeletion(until)),
    endDeletion: noting((done) => activities.endDeletion(done)),
    deleteFiles: noting((keys) => activities.deleteFiles(keys)),
    deleteWaitingFiles: noting((until) => activities.deleteWaitingFiles(until)),
    checkDocuments: noting((documents) => activities.checkDocuments(documents)),
    compareRuns: noting(() => activities.compareRuns()),
    compareFiles: noting((list) => activities.compareFiles(list)),
    confirmRuns: noting((suspects) => activities.confirmRuns(suspects)),
    confirmFiles: noting((question) => activities.confirmFiles(question)),
    reportDifferences: noting((report) => activities.reportDifferences(report)),
    listFiles: noting((question) => activities.listFiles(question)),
    areStored: noting((files) => activities.areStored(files)),
    askRegistry: noting((question) => activities.askRegistry(question)),
  }
}
