/** Paths of bulk acts. */
import {
  batchInTemporal,
  batchWorkflowId,
  TASK_QUEUES,
  WORKFLOW_TYPES,
} from '../../../workflows/contract'
import type { BureauBatchInput } from '../../../workflows/contract'
import { cardEvent } from '../../support/messages'
import type { Lab } from '../../support/workflowLab'
import type { Scenario } from '../scenario'
import { produce, startProduction } from '../steps'
import type { Followed } from '../steps'

async function startBatch(lab: Lab, input: BureauBatchInput): Promise<Followed> {
  const run = await lab.client.workflow.start<(input: BureauBatchInput) => Promise<unknown>>(
    WORKFLOW_TYPES.bureauBatch,
    {
      workflowId: batchWorkflowId(input.batchId, input.attempt),
      taskQueue: TASK_QUEUES.requests,
      args: [input],
      ...batchInTemporal(input),
    },
  )
  return { run, subject: input.batchId }
}

export const batchScenarios: Record<string, Scenario> = {
  'a batch whose items are done, refused and failed': async (lab) => {
    const names = [1, 2, 3, 4, 5, 6].map((number) => `batch-card-${number}`)
    const cards = await Promise.all(names.map((name) => startProduction(lab, name)))
    await produce(lab, cards[1]!, ['printed'])
    const deliver = lab.activities.deliverItem
    lab.activities.deliverItem = (item) =>
      item.requestId === names[2] ? Promise.reject(new Error('no answer')) : deliver(item)
    const batch = await startBatch(lab, {
      batchId: 'batch-mixed',
      kind: 'printed',
      attempt: 1,
      items: names.map((requestId) => ({ requestId, event: cardEvent(requestId, 'printed') })),
    })
    await lab.sleep('1 minute')
    return { 'batch-mixed': batch }
  },
}
