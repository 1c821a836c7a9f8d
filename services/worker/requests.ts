/** The worker of the queue `requests`: hosts the workflows and their MongoDB writes. */
import path from 'node:path'
import { createRecordActivities } from '../../activities'
import { TASK_QUEUES } from '../../workflows/contract'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { readEnvironment } from '../shared/config/environment'
import { createLog } from '../shared/log/log'
import { connectStore } from '../shared/store/connection'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { requestsWorkerSettings } from './config'
import { reportEndOfHolidays } from './holidayAlarm'
import { runWorker } from './runWorker'

async function main(): Promise<void> {
  const config = readEnvironment('requests', requestsWorkerSettings, process.env)
  const log = createLog('requests', config.LOG_LEVEL)
  reportEndOfHolidays(log, istanbulDayOf(new Date().toISOString()))
  await runWorker(
    log,
    { address: config.TEMPORAL_ADDRESS, namespace: config.TEMPORAL_NAMESPACE },
    async () => {
      const store = await connectStore(config.MONGO_URL)
      return {
        options: {
          taskQueue: TASK_QUEUES.requests,
          workflowBundle: { codePath: path.resolve('dist/workflow-bundle.js') },
          activities: { ...createRecordActivities(store) },
          // The default of 10 s is how long the runs of a killed worker would wait for it.
          stickyQueueScheduleToStartTimeout: '2s',
        },
        close: () => store.close(),
      }
    },
  )
}

exitOnFailure(main)
