/**
 * The worker of the queue `documents`. Image work has its own process so that it cannot starve
 * workflows.
 */
import os from 'node:os'
import { createDocumentActivities } from '../../activities/documents/checkDocuments'
import { createFileActivities } from '../../activities/documents/deleteFiles'
import { createStoreListActivities } from '../../activities/reconciliation/listFiles'
import { prepareImageLibrary } from '../shared/documents/pictures/imageLibrary'
import { createDocumentPool } from '../shared/documents/pool/documentPool'
import { TASK_QUEUES } from '../../workflows/contract'
import { readEnvironment } from '../shared/config/environment'
import { createLog } from '../shared/log/log'
import { createMetrics } from '../shared/metrics/metrics'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { createDocumentStore } from '../shared/documents/store/documentStore'
import { documentsWorkerSettings } from './config'
import { engineOf } from '../shared/temporal/engine'
import { runWorker } from './runWorker'

async function main(): Promise<void> {
  const config = readEnvironment('documents', documentsWorkerSettings, process.env)
  const log = createLog('documents', config.LOG_LEVEL)
  prepareImageLibrary()
  const work = createDocumentPool()
  const store = createDocumentStore({
    endpoint: config.S3_ENDPOINT,
    accessKey: config.S3_ACCESS_KEY,
    secretKey: config.S3_SECRET_KEY,
    bucket: config.S3_BUCKET,
  })
  const metrics = createMetrics('documents')
  await runWorker(
    log,
    engineOf(config),
    () =>
      Promise.resolve({
        options: {
          taskQueue: TASK_QUEUES.documents,
          activities: {
            ...createDocumentActivities({ store, work }),
            ...createFileActivities(store, { log }),
            ...createStoreListActivities(store),
          },
          // Each check uses a core; more at once would only wait.
          maxConcurrentActivityTaskExecutions: os.availableParallelism(),
        },
        close: work.close,
      }),
    { metrics, at: config },
  )
}

exitOnFailure(main)
