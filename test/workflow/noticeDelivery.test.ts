import type { WorkflowHandle } from '@temporalio/client'
import { SCHEDULES, TASK_QUEUES, WORKFLOW_TYPES } from '../../workflows/contract'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import { waitFor } from '../support/world'

describe('the sending of notices', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())

  const start = (): Promise<WorkflowHandle> =>
    lab.client.workflow.start(WORKFLOW_TYPES.noticeDelivery, {
      workflowId: SCHEDULES.noticeDelivery,
      taskQueue: TASK_QUEUES.requests,
    })

  it('looks every 20 seconds, goes on through faults, and ends once its history has grown long', async () => {
    let called = 0
    lab.activities.deliverNotices = () => {
      called += 1
      if (called === 2) return Promise.reject(new Error('no primary'))
      return Promise.resolve({ sent: 1, waiting: 0, fault: null, isConfigured: true })
    }
    const run = await start()
    await waitFor(() => called === 1, { what: 'the first delivery' })
    await lab.sleep('2 minutes')
    await waitFor(() => called > 5, { what: 'further deliveries' })
    expect((await run.describe()).status.name).toBe('RUNNING')
    await run.terminate()
  })
})
