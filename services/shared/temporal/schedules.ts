/** What runs by itself, as schedules that operators find in Temporal Web. */
import { Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client'
import type { ScheduleOptions } from '@temporalio/client'
import { SCHEDULES, TASK_QUEUES, WORKFLOW_TYPES } from '../../../workflows/contract'
import { withConnection } from './connection'
import type { EngineAddress } from './engine'

type Plan = Required<Pick<ScheduleOptions, 'scheduleId' | 'spec'>> & {
  workflow: (typeof WORKFLOW_TYPES)[keyof typeof WORKFLOW_TYPES]
  /** In Turkish, for operators. */
  what: string
}

const PLANS: readonly Plan[] = [
  {
    scheduleId: SCHEDULES.noticeDelivery,
    workflow: WORKFLOW_TYPES.noticeDelivery,
    what: 'Bildirimlerin e-postayla gönderilmesi',
    // It runs for hours; this starts the next one, and one that was ended by mistake again.
    spec: { intervals: [{ every: '1m' }] },
  },
  {
    scheduleId: SCHEDULES.dataDeletion,
    workflow: WORKFLOW_TYPES.dataDeletion,
    what: 'Saklama süresi dolanların silinmesi',
    spec: { intervals: [{ every: '1h', offset: '7m' }] },
  },
  {
    scheduleId: SCHEDULES.reconciliation,
    workflow: WORKFLOW_TYPES.reconciliation,
    what: 'Kaydın süreçlerle ve dosyalarla karşılaştırılması',
    spec: { intervals: [{ every: '1h', offset: '37m' }] },
  },
]

/**
 * Creates the schedules, or updates them to this version; a paused one stays paused.
 * @param engine host:port of Temporal's frontend, or how to connect to it
 */
export async function ensureSchedules(
  engine: string | EngineAddress,
  namespace: string,
): Promise<void> {
  await withConnection(engine, async (connection) => {
    const { schedule } = new Client({ connection, namespace })
    for (const plan of PLANS) {
      const options = optionsOf(plan)
      try {
        await schedule.create({ scheduleId: plan.scheduleId, ...options })
      } catch (error) {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error
        await schedule
          .getHandle(plan.scheduleId)
          .update(({ state }) => ({ ...options, state: { ...state, note: plan.what } }))
      }
    }
  })
}

function optionsOf({ scheduleId, workflow, what, spec }: Plan) {
  return {
    spec,
    action: {
      type: 'startWorkflow',
      workflowType: workflow,
      workflowId: scheduleId,
      taskQueue: TASK_QUEUES.requests,
      staticSummary: what,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1h' },
    state: { note: what },
  } as const
}
