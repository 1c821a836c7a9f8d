/**
 * The worker of the queue `requests`: hosts the workflows, their MongoDB writes, and the mails.
 */
import path from 'node:path'
import { createRecordActivities } from '../../activities'
import { createTimedRecord } from '../../activities/activityClock'
import { createBatchActivities } from '../../activities/batches/deliverItem'
import { createBatchRecordActivities } from '../../activities/batches/recordBatch'
import { createClaimActivities } from '../../activities/claims/proveMessages'
import { createOwnRecord } from '../../activities/claims/ownRuns'
import { createProvenRecord } from '../../activities/claims/provenRecord'
import { createAlarmActivities } from '../../activities/cards/reportLostProduction'
import { createReconciliationActivities } from '../../activities/reconciliation'
import { createNoticeActivities } from '../../activities/notices/deliverNotices'
import { isTakenOver } from '../../activities/requests/askRepair'
import { createDeletionActivities } from '../../activities/retention/deletion'
import { TASK_QUEUES } from '../../workflows/contract'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { rulesAfter } from '../../workflows/domain/runRules'
import { parseClaimPublicKeys } from '../shared/claims/keys'
import { createLog } from '../shared/log/log'
import { createMetrics } from '../shared/metrics/metrics'
import { createMailer } from '../shared/mail/mailer'
import { connectStore } from '../shared/store/connection'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { readRequestsWorkerConfig } from './config'
import { reportEndOfHolidays } from './holidayAlarm'
import { connectTemporal } from '../shared/temporal/connection'
import { engineOf } from '../shared/temporal/engine'
import { countedSteps } from './metrics/countedSteps'
import { addRecordMetrics } from './metrics/recordMetrics'
import { addRunMetrics } from './metrics/runMetrics'
import { releaseOptions } from './release'
import { runWorker } from './runWorker'

async function main(): Promise<void> {
  const config = readRequestsWorkerConfig(process.env)
  const log = createLog('requests', config.LOG_LEVEL)
  reportEndOfHolidays(log, istanbulDayOf(new Date().toISOString()))
  const mailer = config.mail === null ? null : createMailer(config.mail)
  const metrics = createMetrics('requests')
  const publicKeys = parseClaimPublicKeys(config.CLAIM_PUBLIC_KEYS)
  const temporal = engineOf(config)
  const engine = connectTemporal(temporal)
  addRunMetrics(metrics, engine.client)
  await runWorker(
    log,
    temporal,
    async () => {
      const store = await connectStore(config.MONGO_URL, config.AUDIT_KEYS)
      addRecordMetrics(metrics, store)
      const own = createOwnRecord(createRecordActivities(store), { store, log })
      const proven = createProvenRecord(own, {
        ...{ publicKeys, log },
        isTakenOver: (subject, claim) => isTakenOver(store, subject, claim),
      })
      const record = createTimedRecord(proven, { log })
      return {
        options: {
          taskQueue: TASK_QUEUES.requests,
          workflowBundle: { codePath: path.resolve('dist/workflow-bundle.js') },
          ...releaseOptions({ buildId: config.BUILD_ID, withheld: rulesAfter(config.RUN_RULES) }),
          activities: {
            ...countedSteps(record, metrics),
            ...createClaimActivities(publicKeys),
            ...createAlarmActivities({ store, log }),
            ...createNoticeActivities({ store, mailer, log }),
            ...createDeletionActivities({ store, log }),
            ...createReconciliationActivities({ store, log }),
            ...createBatchActivities({ store, log }),
            ...createBatchRecordActivities(store),
          },
          // The default of 10 s is how long the runs of a killed worker would wait for it.
          stickyQueueScheduleToStartTimeout: '2s',
          // Most runs wait for days, at a third of a megabyte each. One that is not kept is replayed
          // when a message comes, which takes milliseconds.
          maxCachedWorkflows: 150,
        },
        close: async () => {
          mailer?.close()
          await Promise.all([engine.close(), store.close()])
        },
      }
    },
    { metrics, at: config },
  )
}

exitOnFailure(main)
