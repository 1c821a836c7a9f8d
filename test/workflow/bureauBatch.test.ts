/** The run of a bulk act: every item has a result of its own, whatever happens to the others. */
import { randomUUID } from 'node:crypto'
import {
  batchInTemporal,
  batchStateQuery,
  batchWorkflowId,
  TASK_QUEUES,
  WORKFLOW_TYPES,
} from '../../workflows/contract'
import type { BatchItem, BureauBatchInput, ProductionEventKind } from '../../workflows/contract'
import { gate } from '../support/gate'
import { cardEvent } from '../support/messages'
import { waitFor } from '../support/waitFor'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'

describe('a batch', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { startProduction } = runsIn(() => lab)

  async function card(): Promise<{ requestId: string; cardId: string }> {
    const requestId = randomUUID()
    const { cardId } = await startProduction({ requestId })
    return { requestId, cardId }
  }

  const cards = (count: number) => Promise.all(Array.from({ length: count }, card))

  const items = (
    made: readonly { requestId: string; cardId: string }[],
    kind: ProductionEventKind,
  ) =>
    made.map(({ requestId, cardId }): BatchItem => ({ requestId, event: cardEvent(cardId, kind) }))

  function begin(toDo: readonly BatchItem[], over: Partial<BureauBatchInput> = {}) {
    const input: BureauBatchInput = {
      batchId: randomUUID(),
      kind: 'printed',
      attempt: 1,
      items: toDo,
      ...over,
    }
    return lab.client.workflow.start<(input: BureauBatchInput) => Promise<unknown>>(
      WORKFLOW_TYPES.bureauBatch,
      {
        workflowId: batchWorkflowId(input.batchId, input.attempt),
        taskQueue: TASK_QUEUES.requests,
        args: [input],
        ...batchInTemporal(input),
      },
    )
  }

  it('D1 marks all cards, each through its own run and with its own result', async () => {
    const made = await cards(12)
    const batch = await begin(items(made, 'printed'))
    expect(await batch.result()).toEqual({ total: 12, waiting: 0, done: 12, refused: 0, failed: 0 })
    for (const { cardId } of made)
      expect(lab.written.cardSteps.filter((step) => step.cardId === cardId)).toMatchObject([
        { subState: 'printed' },
      ])
  })

  it('D7 D9 gives each item its own result: done, refused with the cause, failed', async () => {
    const [first, marked, faulty] = await cards(3)
    await lab.runs.recordProduction(cardEvent(marked!.cardId, 'printed'))
    const deliver = lab.activities.deliverItem
    lab.activities.deliverItem = (item) =>
      item.requestId === faulty!.requestId
        ? Promise.reject(new Error('The engine gave no answer'))
        : deliver(item)
    const batch = await begin(items([first!, marked!, faulty!], 'printed'))
    await lab.sleep('1 minute')
    expect(await batch.result()).toMatchObject({ done: 1, refused: 1, failed: 1 })
    const outcomeOf = ({ requestId }: { requestId: string }) =>
      lab.written.batchSteps.find((step) => step.requestId === requestId)?.outcome
    expect(outcomeOf(first!)).toEqual({ kind: 'done' })
    expect(outcomeOf(marked!)).toMatchObject({ kind: 'refused', cause: 'alreadyReceived' })
    expect(outcomeOf(faulty!)).toEqual({ kind: 'failed', fault: 'unavailable' })
  })

  it('tries an item again after a fault, and it stays one act', async () => {
    const [made] = await cards(1)
    const deliver = lab.activities.deliverItem
    let calls = 0
    lab.activities.deliverItem = async (item) => {
      const outcome = await deliver(item)
      calls += 1
      if (calls === 1) throw new Error('The answer is lost')
      return outcome
    }
    const batch = await begin(items([made!], 'printed'))
    await lab.sleep('1 minute')
    expect(await batch.result()).toMatchObject({ done: 1 })
    expect(calls).toBe(2)
    expect(lab.written.cardSteps.filter(({ cardId }) => cardId === made!.cardId)).toHaveLength(1)
  })

  it('answers meanwhile which items are done', async () => {
    const made = await cards(3)
    const last = gate()
    const deliver = lab.activities.deliverItem
    lab.activities.deliverItem = async (item) => {
      if (item.requestId === made[2]!.requestId) await last.opened
      return deliver(item)
    }
    const batch = await begin(items(made, 'printed'))
    const outcomes = async () =>
      (await batch.query(batchStateQuery)).items.filter(({ outcome }) => outcome !== null)
    await waitFor(async () => (await outcomes()).length === 2, { what: 'two results' })
    last.open()
    expect(await batch.result()).toMatchObject({ done: 3 })
  })
})
