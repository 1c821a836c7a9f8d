/**
 * The worker of the queue `requests`: hosts the workflows, their MongoDB writes, and the mails.
 */
import path from 'node:path'
import { createRecordActivities } from '../../activities'
import { createClaimActivities } from '../../activities/claims/proveMessages'
import { createAlarmActivities } from '../../activities/cards/reportLostProduction'
import { createNoticeActivities } from '../../activities/notices/deliverNotices'
import { createDeletionActivities } from '../../activities/retention/deletion'
import { TASK_QUEUES } from '../../workflows/contract'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { parseClaimPublicKeys } from '../shared/claims/keys'
import { createLog } from '../shared/log/log'
import { createMailer } from '../shared/mail/mailer'
import { connectStore } from '../shared/store/connection'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { readRequestsWorkerConfig } from './config'
import { reportEndOfHolidays } from './holidayAlarm'
import { engineOf } from '../shared/temporal/engine'
import { runWorker } from './runWorker'

async function main(): Promise<void> {
  const config = readRequestsWorkerConfig(process.env)
  const log = createLog('requests', config.LOG_LEVEL)
  reportEndOfHolidays(log, istanbulDayOf(new Date().toISOString()))
  const mailer = config.mail === null ? null : createMailer(config.mail)
  await runWorker(log, engineOf(config), async () => {
    const store = await connectStore(config.MONGO_URL, config.AUDIT_KEYS)
    return {
      options: {
        taskQueue: TASK_QUEUES.requests,
        workflowBundle: { codePath: path.resolve('dist/workflow-bundle.js') },
        activities: {
          ...createRecordActivities(store),
          ...createClaimActivities(parseClaimPublicKeys(config.CLAIM_PUBLIC_KEYS)),
          ...createAlarmActivities({ store, log }),
          ...createNoticeActivities({ store, mailer, log }),
          ...createDeletionActivities({ store, log }),
        },
        // The default of 10 s is how long the runs of a killed worker would wait for it.
        stickyQueueScheduleToStartTimeout: '2s',
      },
      close: async () => {
        mailer?.close()
        await store.close()
      },
    }
  })
}

exitOnFailure(main)
