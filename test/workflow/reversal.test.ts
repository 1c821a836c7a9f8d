/** Taking back a wrong record about a card, in its production's run (D1). */
import { randomUUID } from 'node:crypto'
import { cardCancelled, productionReverted, productionStateQuery } from '../../workflows/contract'
import type { ProductionEventKind } from '../../workflows/contract'
import { cardEvent, reversal } from '../support/messages'
import { waitFor } from '../support/waitFor'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'

const TAKEN = { kind: 'taken' }

describe('a wrong record', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { startProduction } = runsIn(() => lab)

  const mark = async (cardId: string, ...kinds: ProductionEventKind[]) => {
    for (const kind of kinds)
      expect(await lab.runs.recordProduction(cardEvent(cardId, kind))).toEqual(TAKEN)
  }
  const stepsOf = (cardId: string) => lab.written.cardSteps.filter((step) => step.cardId === cardId)

  it('D1 is taken back from each step, and the step can be recorded again', async () => {
    const { cardId } = await startProduction({ reversalDays: 7 })
    await mark(cardId, 'printed')
    const first = reversal(cardId, 'printed', { ground: 'wrongCard' })
    expect(await lab.runs.revertProduction(first)).toEqual(TAKEN)
    await mark(cardId, 'printed', 'sent')
    expect(await lab.runs.revertProduction(reversal(cardId, 'sent'))).toEqual(TAKEN)
    await mark(cardId, 'sent', 'delivered')
    expect(await lab.runs.revertProduction(reversal(cardId, 'delivered'))).toEqual(TAKEN)
    await mark(cardId, 'delivered')
    await waitFor(() => stepsOf(cardId).length === 9, { what: 'all steps' })
    expect(stepsOf(cardId).map(({ subState }) => subState)).toEqual([
      'printed',
      'awaitingPrint',
      'printed',
      'sent',
      'printed',
      'sent',
      'delivered',
      'sent',
      'delivered',
    ])
    expect(stepsOf(cardId)[1]).toMatchObject({
      by: first.by,
      eventId: first.reversalId,
      reversal: { of: 'printed', ground: 'wrongCard' },
    })
  })

  it('D1 is refused once the next step is recorded, and the run continues', async () => {
    const { cardId } = await startProduction({ reversalDays: 7 })
    await mark(cardId, 'printed', 'sent')
    expect(await lab.runs.revertProduction(reversal(cardId, 'printed'))).toMatchObject({
      kind: 'refused',
      cause: 'markedSince',
    })
    await mark(cardId, 'delivered')
  })

  it('D1 sent twice is one reversal', async () => {
    const { cardId } = await startProduction({ reversalDays: 7 })
    await mark(cardId, 'printed')
    const once = reversal(cardId, 'printed')
    expect(await lab.runs.revertProduction(once)).toEqual(TAKEN)
    expect(await lab.runs.revertProduction(once)).toEqual(TAKEN)
    await waitFor(() => stepsOf(cardId).length === 2, { what: 'two steps' })
  })

  it('D7 is taken back only by the bureau: a message without its claim changes nothing', async () => {
    const { cardId, handle } = await startProduction({ reversalDays: 7 })
    await mark(cardId, 'printed')
    const { claim: _claim, ...typed } = reversal(cardId, 'printed')
    await handle.signal(productionReverted, typed as never)
    await waitFor(async () => (await handle.query(productionStateQuery)).refusals.length === 1, {
      what: 'the refusal',
    })
    const { state, refusals } = await handle.query(productionStateQuery)
    expect(refusals).toMatchObject([{ message: 'productionReverted', cause: 'unproven' }])
    expect(state.subState).toBe('printed')
  })

  it('D1 of a delivery is taken back within its days; then production ends', async () => {
    const { cardId, handle } = await startProduction({ reversalDays: 7 })
    await mark(cardId, 'printed', 'sent', 'delivered')
    await lab.sleep('6 days')
    expect(await lab.runs.revertProduction(reversal(cardId, 'delivered'))).toEqual(TAKEN)
    await lab.sleep('10 days')
    await mark(cardId, 'delivered')
    expect((await handle.describe()).status.name).toBe('RUNNING')
    await lab.sleep('8 days')
    expect(await handle.result()).toEqual({ subState: 'delivered' })
    expect(await lab.runs.revertProduction(reversal(cardId, 'delivered'))).toEqual({
      kind: 'closed',
    })
  })

  it('D2 is no print that was stopped: the run of a cancelled card ends as the record has it', async () => {
    lab.activities.askCancellation = () =>
      Promise.resolve({ standing: 'approved', workflowId: null })
    const { cardId, handle } = await startProduction({ reversalDays: 7 })
    await mark(cardId, 'printed')
    expect(await lab.runs.revertProduction(reversal(cardId, 'printed'))).toEqual(TAKEN)
    await handle.signal(cardCancelled, { cancellationRequestId: randomUUID() })
    expect(await handle.result()).toEqual({ subState: 'cardCancelled' })
  })

  it('D1 of a card from before this rule: production ends with the delivery', async () => {
    const { cardId, handle } = await startProduction()
    await mark(cardId, 'printed', 'sent', 'delivered')
    expect(await handle.result()).toEqual({ subState: 'delivered' })
  })
})
