import { randomUUID } from 'node:crypto'
import {
  cardCancelled,
  cardProductionWorkflowId,
  holdPrint,
  productionEvent,
  productionStateQuery,
  releasePrint,
  RULES,
  TASK_QUEUES,
} from '../../workflows/contract'
import { failedTasks } from '../support/failedTasks'
import { gate } from '../support/gate'
import { cardEvent, MALFORMED } from '../support/messages'
import { waitFor } from '../support/waitFor'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'

describe('card production', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { startProduction } = runsIn(() => lab)

  it('D1 tracks a card: printed, sent, delivered', async () => {
    const { cardId, handle } = await startProduction()
    for (const kind of ['printed', 'sent', 'delivered'] as const) {
      expect(await lab.runs.recordProduction(cardEvent(cardId, kind))).toEqual({ kind: 'taken' })
    }
    expect(await handle.result()).toEqual({ subState: 'delivered' })
    expect(lab.written.cardSteps.filter((step) => step.cardId === cardId)).toMatchObject([
      { seq: 1, subState: 'printed' },
      { seq: 2, subState: 'sent' },
      { seq: 3, subState: 'delivered' },
    ])
  })

  it('D1 refuses an event out of order, a repeated one and a malformed one, and continues', async () => {
    const { cardId, handle } = await startProduction()
    expect(await lab.runs.recordProduction(cardEvent(cardId, 'delivered'))).toMatchObject({
      cause: 'wrongOrder',
      earlier: null,
    })
    const printed = cardEvent(cardId, 'printed')
    await lab.runs.recordProduction(printed)
    expect(await lab.runs.recordProduction(cardEvent(cardId, 'printed'))).toMatchObject({
      cause: 'alreadyReceived',
      earlier: { by: printed.by, at: printed.at },
    })
    await handle.signal(productionEvent, 'basıldı' as never)
    const run = await handle.query(productionStateQuery)
    expect(run.refusals.map(({ cause }) => cause)).toEqual([
      'wrongOrder',
      'alreadyReceived',
      'malformed',
    ])
    expect(run.state.subState).toBe('printed')
  })

  it('is left by a worker that does not know the rules it was begun with', async () => {
    const cardId = randomUUID()
    const requestNumber = 'PYK-2026-000001'
    const handle = await lab.client.workflow.start('cardProduction', {
      workflowId: cardProductionWorkflowId(cardId),
      taskQueue: TASK_QUEUES.requests,
      args: [{ cardId, requestId: randomUUID(), requestNumber, unitCode: '06-PER' }],
      memo: { rules: RULES + 1 },
    })
    await handle.signal(productionEvent, cardEvent(cardId, 'printed'))
    await waitFor(
      async () => {
        const { events = [] } = await handle.fetchHistory()
        return events?.some(({ workflowTaskFailedEventAttributes: failed }) =>
          failed?.failure?.message?.includes(`begun with rules ${RULES + 1}`),
        )
      },
      { what: 'the task to be given back' },
    )
    expect((await handle.describe()).status.name).toBe('RUNNING')
    expect(lab.written.cardSteps.filter((step) => step.cardId === cardId)).toEqual([])
    await handle.terminate()
  })

  it('D3 ignores malformed messages about a hold', async () => {
    const { handle } = await startProduction()
    for (const message of [holdPrint, releasePrint, cardCancelled]) {
      for (const raw of MALFORMED) await handle.signal<unknown[]>(message.name, raw)
    }
    const run = await handle.query(productionStateQuery)
    expect(run.state.subState).toBe('awaitingPrint')
    expect((await handle.describe()).status.name).toBe('RUNNING')
  })

  it.each([
    ['a hold', holdPrint],
    ['a release', releasePrint],
    ['an end', cardCancelled],
  ])(
    'D3 refuses %s for a cancellation that is not on record, keeps it as refused, and continues',
    async (_what, message) => {
      const { cardId, handle } = await startProduction()
      const forged = { cancellationRequestId: randomUUID(), replyTo: 'pyk-request-forged' }
      await handle.signal<unknown[]>(message.name, forged)
      expect(await lab.runs.recordProduction(cardEvent(cardId, 'printed'))).toEqual({
        kind: 'taken',
      })
      const run = await handle.query(productionStateQuery)
      expect(run.refusals).toMatchObject([
        { message: message.name, messageId: forged.cancellationRequestId, cause: 'notOnRecord' },
      ])
      expect(run.state.subState).toBe('printed')
    },
  )

  it.each(['open', 'approved', 'ended'] as const)(
    'D2 D3 with a cancellation that is %s on record, does only what that allows',
    async (standing) => {
      const replyTo = 'pyk-request-of-the-cancellation'
      lab.activities.askCancellation = () => Promise.resolve({ standing, workflowId: replyTo })
      const cancellationRequestId = randomUUID()
      const outcomes = await Promise.all(
        [holdPrint, cardCancelled].map(async (message) => {
          const { cardId, handle } = await startProduction()
          await handle.signal<unknown[]>(message.name, { cancellationRequestId, replyTo })
          await waitFor(
            async () => {
              const { state, refusals } = await handle.query(productionStateQuery)
              return refusals.length > 0 || state.subState !== 'awaitingPrint'
            },
            { what: `an answer to ${message.name} for ${cardId}` },
          )
          return (await handle.query(productionStateQuery)).state.subState
        }),
      )
      expect(outcomes).toEqual([
        standing === 'open' ? 'printHeld' : 'awaitingPrint',
        standing === 'approved' ? 'cardCancelled' : 'awaitingPrint',
      ])
    },
  )

  it('D3 holds for a cancellation only if the run to answer is its own', async () => {
    lab.activities.askCancellation = () =>
      Promise.resolve({ standing: 'open', workflowId: 'pyk-request-of-the-cancellation' })
    const { handle } = await startProduction()
    await handle.signal(holdPrint, {
      cancellationRequestId: randomUUID(),
      replyTo: 'pyk-request-of-another',
    })
    await waitFor(async () => (await handle.query(productionStateQuery)).refusals.length === 1, {
      what: 'the refusal',
    })
    expect((await handle.query(productionStateQuery)).state.subState).toBe('awaitingPrint')
  })

  it('D3 keeps the hold when somebody sends a release while the cancellation is open', async () => {
    const replyTo = 'pyk-request-of-the-cancellation'
    lab.activities.askCancellation = () =>
      Promise.resolve({ standing: 'open', workflowId: replyTo })
    const { handle } = await startProduction()
    const cancellationRequestId = randomUUID()
    await handle.signal(holdPrint, { cancellationRequestId, replyTo })
    await handle.signal(releasePrint, { cancellationRequestId })
    await waitFor(async () => (await handle.query(productionStateQuery)).refusals.length === 1, {
      what: 'the refusal',
    })
    expect((await handle.query(productionStateQuery)).state.subState).toBe('printHeld')
  })

  it('D3 is queried while it asks the record about a hold, and then holds the card at once', async () => {
    const replyTo = 'pyk-request-of-the-cancellation'
    const asked = gate()
    const answered = gate()
    lab.activities.askCancellation = async () => {
      asked.open()
      await answered.opened
      return { standing: 'open', workflowId: replyTo }
    }
    const { handle } = await startProduction()
    await handle.signal(holdPrint, { cancellationRequestId: randomUUID(), replyTo })
    await asked.opened
    expect((await handle.query(productionStateQuery)).state.subState).toBe('awaitingPrint')
    answered.open()
    await waitFor(
      async () => (await handle.query(productionStateQuery)).state.subState === 'printHeld',
      { what: 'the hold' },
    )
    expect(await failedTasks(handle)).toEqual([])
  })

  it('D2 stops when the record shows that the card has been cancelled', async () => {
    lab.activities.recordCardStep = () => Promise.resolve({ cancelled: true })
    const { cardId, handle } = await startProduction()
    const printed = cardEvent(cardId, 'printed')
    await lab.runs.recordProduction(printed)
    expect(await handle.result()).toEqual({ subState: 'cardCancelled' })
  })
})
