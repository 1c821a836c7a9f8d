import { randomUUID } from 'node:crypto'
import type { WorkflowHandle } from '@temporalio/client'
import {
  bureauDecision,
  physicalCardReceived,
  productionEvent,
  productionStateQuery,
  requestStateQuery,
  requestWorkflowId,
  TASK_QUEUES,
  withdrawal,
} from '../../workflows/contract'
import type {
  CancellationRequestInput,
  CardRequestInput,
  CarriedRequest,
} from '../../workflows/contract'
import { makeContinueAsNew } from '../support/flood'
import { gate } from '../support/gate'
import {
  additionTo,
  approval,
  cancellationRequestInput,
  cardArrival,
  cardEvent,
  cardRequestInput,
  documentAsk,
  OTHER_CLERK,
  opening,
  rejection,
  withdrawalOf,
} from '../support/messages'
import { operatorsView } from '../support/operatorsView'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import { waitFor } from '../support/world'

describe('a run whose history has grown long', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab({ shortHistories: true })
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { start, startProduction, stepsOf, effectsOf } = runsIn(() => lab)

  async function inReview(input: CardRequestInput | CancellationRequestInput = cardRequestInput()) {
    const started = await start(input)
    await lab.reached(started.handle, 'inReview')
    return started
  }

  const ownEffectsOf = (requestId: string) =>
    effectsOf(requestId).filter((kind) => kind !== 'refused')
  const expectNoGap = (requestId: string) =>
    expect(stepsOf(requestId).map(({ seq }) => seq)).toEqual(
      stepsOf(requestId).map((_step, index) => index + 1),
    )

  const continueRequest = (handle: WorkflowHandle) => makeContinueAsNew(handle, bureauDecision.name)
  const continueProduction = (handle: WorkflowHandle) =>
    makeContinueAsNew(handle, productionEvent.name)

  const reminders = (requestId: string) =>
    stepsOf(requestId).flatMap(({ effect }) => (effect.kind === 'reminded' ? [effect.about] : []))

  it('S47 D5 continues as new with all that operators and services see of it', async () => {
    const { input, personKey, handle } = await inReview()
    const before = await operatorsView(lab.client, handle.workflowId)
    const state = await handle.query(requestStateQuery)
    await continueRequest(handle)

    const after = await operatorsView(lab.client, handle.workflowId)
    expect(after.attributes).toEqual(before.attributes)
    // The days left are also said as of another minute.
    const linesOf = ({ details }: typeof after) =>
      details.split('\n\n').map((line) => line.replace(/ \(.* itibarıyla\)$/, ''))
    const withoutCount = linesOf(after).filter((line) => !line.includes('edilmeyen'))
    expect(linesOf(before)).toEqual(withoutCount)
    const continued = await handle.query(requestStateQuery)
    expect({ ...continued, refusals: [], refusalCount: 0 }).toEqual(state)

    expect(await lab.runs.start(personKey, input)).toEqual({ kind: 'started' })
    expect(await lab.runs.start(personKey, cardRequestInput())).toEqual({
      kind: 'otherRequestOpen',
      requestNumber: input.requestNumber,
    })
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(ownEffectsOf(input.requestId)).toEqual(['enteredReview', 'cardApproved'])
    expect(lab.written.filed.filter((filed) => filed.input.requestId === input.requestId)).toEqual([
      expect.objectContaining({ input }),
    ])
    expectNoGap(input.requestId)
  })

  it('keeps its reminders: none is lost, and none is given twice', async () => {
    const { input, personKey, handle } = await inReview()
    const { dueAt } = await handle.query(requestStateQuery)
    await continueRequest(handle)
    await lab.sleep(Date.parse(dueAt!) - (await lab.env.currentTimeMs()) - 3_600_000)
    await waitFor(() => reminders(input.requestId).length === 1, { what: 'the first reminder' })
    await continueRequest(handle)
    expect(reminders(input.requestId)).toEqual(['reviewDueSoon'])
    await lab.sleep('30 days')
    await waitFor(() => reminders(input.requestId).length === 2, { what: 'the second reminder' })
    expect(reminders(input.requestId)).toEqual(['reviewDueSoon', 'reviewOverdue'])
    const overdue = stepsOf(input.requestId).at(-1)!
    expect(Math.abs(Date.parse(overdue.at) - Date.parse(dueAt!))).toBeLessThan(60_000)
    await continueRequest(handle)
    await lab.runs.decide(personKey, rejection(input.requestId))
    expect(await handle.result()).toEqual({ outcome: 'rejected' })
    expect(reminders(input.requestId)).toHaveLength(2)
    expectNoGap(input.requestId)
  })

  it('knows that its review was opened, and refuses a withdrawal', async () => {
    const { input, personKey, handle } = await inReview()
    const first = opening(input.requestId)
    await lab.runs.openReview(personKey, first)
    await continueRequest(handle)
    expect((await handle.query(requestStateQuery)).opened).toMatchObject({
      openingId: first.openingId,
      by: first.by,
      at: first.at,
    })
    expect(await lab.runs.withdraw(personKey, withdrawalOf(input.requestId))).toMatchObject({
      kind: 'refused',
      cause: 'opened',
    })
    await lab.runs.openReview(personKey, opening(input.requestId, { by: OTHER_CLERK }))
    await lab.runs.decide(personKey, approval(input.requestId))
    await handle.result()
    expect(ownEffectsOf(input.requestId)).toEqual(['enteredReview', 'reviewOpened', 'cardApproved'])
  })

  it('still knows the document that it has taken, so that its sender gets an answer', async () => {
    const { input, personKey, handle } = await inReview()
    const ask = documentAsk(input.requestId)
    await lab.runs.askForDocument(personKey, ask)
    const added = additionTo(ask)
    await lab.runs.addDocument(personKey, added)
    await lab.reached(handle, 'inReview')
    await continueRequest(handle)
    expect((await handle.query(requestStateQuery)).added).toEqual(added)
    expect(await lab.runs.addDocument(personKey, added)).toEqual({ kind: 'taken' })
  })

  it('D5 can be withdrawn', async () => {
    const { input, personKey, handle } = await inReview()
    await continueRequest(handle)
    expect(await lab.runs.withdraw(personKey, withdrawalOf(input.requestId))).toEqual({
      kind: 'taken',
    })
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    expect(await lab.runs.start(personKey, cardRequestInput())).toEqual({ kind: 'started' })
  })

  it('D6 still awaits its card, and knows afterwards that it has come', async () => {
    const { input, personKey, handle } = await start(cancellationRequestInput())
    await lab.reached(handle, 'awaitingCard')
    await continueRequest(handle)
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toMatchObject({
      cause: 'tooEarly',
    })
    await lab.sleep('60 days')
    await waitFor(() => reminders(input.requestId).length === 2, { what: 'both reminders' })
    const arrival = cardArrival(input.requestId)
    expect(await lab.runs.recordArrival(personKey, arrival)).toEqual({ kind: 'taken' })
    await lab.reached(handle, 'inReview')
    await continueRequest(handle)
    expect(await lab.runs.recordArrival(personKey, cardArrival(input.requestId))).toMatchObject({
      cause: 'alreadyReceived',
      earlier: { by: arrival.by, at: arrival.at },
    })
    await lab.runs.decide(personKey, approval(input.requestId))
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(ownEffectsOf(input.requestId)).toEqual([
      'cardAwaited',
      'reminded',
      'reminded',
      'cardArrived',
      'cancellationApproved',
    ])
    expectNoGap(input.requestId)
  })

  it.each([
    ['approved', 'printStopped', ['printHeld']],
    ['rejected', 'awaitingPrint', ['printHeld', 'awaitingPrint']],
  ] as const)(
    'D3 holds its card on both sides until the cancellation is %s',
    async (outcome, subState, cardSteps) => {
      const production = await startProduction()
      const { cardId } = production
      const { input, personKey, handle } = await inReview(cancellationRequestInput({ cardId }))
      await continueRequest(handle)
      await continueProduction(production.handle)
      expect(await lab.runs.recordProduction(cardEvent(cardId, 'printed'))).toMatchObject({
        cause: 'printHeld',
      })
      const reasons = outcome === 'approved' ? [] : (['cardMismatch'] as const)
      await lab.runs.decide(
        personKey,
        approval(input.requestId, { outcome, reasons: [...reasons] }),
      )
      expect(await handle.result()).toEqual({ outcome })
      await waitFor(
        async () =>
          (await production.handle.query(productionStateQuery)).state.subState === subState,
        { what: `the card to be ${subState}` },
      )
      const steps = lab.written.cardSteps.filter((step) => step.cardId === cardId)
      expect(steps.map((step) => step.subState)).toEqual(cardSteps)
      expect(steps.map(({ seq }) => seq)).toEqual(steps.map((_step, index) => index + 1))
    },
  )

  it('D3 still gets the answer to a hold that it asked for before', async () => {
    const written = gate()
    const write = lab.activities.recordCardStep
    lab.activities.recordCardStep = async (step) => {
      await written.opened
      return write(step)
    }
    const production = await startProduction()
    const { input, personKey, handle } = await start(
      cancellationRequestInput({ cardId: production.cardId }),
    )
    await waitFor(
      async () =>
        (await production.handle.query(productionStateQuery)).state.subState === 'printHeld',
      { what: 'the hold to reach production' },
    )
    await continueRequest(handle)
    written.open()
    await lab.reached(handle, 'inReview')
    await lab.runs.decide(personKey, approval(input.requestId))
    expect(await production.handle.result()).toEqual({ subState: 'printStopped' })
    expect(ownEffectsOf(input.requestId)).toEqual(['enteredReview', 'cancellationApproved'])
  })

  it('D1 continues production with the events that it has taken', async () => {
    const { cardId, handle } = await startProduction()
    const printed = cardEvent(cardId, 'printed')
    await lab.runs.recordProduction(printed)
    await continueProduction(handle)
    expect(await lab.runs.recordProduction(cardEvent(cardId, 'printed'))).toMatchObject({
      cause: 'alreadyReceived',
      earlier: { by: printed.by, at: printed.at },
    })
    for (const kind of ['sent', 'delivered'] as const)
      expect(await lab.runs.recordProduction(cardEvent(cardId, kind))).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ subState: 'delivered' })
    expect(lab.written.cardSteps.filter((step) => step.cardId === cardId)).toMatchObject([
      { seq: 1, subState: 'printed' },
      { seq: 2, subState: 'sent' },
      { seq: 3, subState: 'delivered' },
    ])
  })

  it.each([
    ['decision', 'inReview', 'rejected', ['rejected']],
    ['withdrawal', 'inReview', 'withdrawn', ['withdrawn']],
    ['withdrawal', 'awaitingCard', 'withdrawn', ['withdrawn']],
    ['arrival', 'awaitingCard', 'approved', ['cardArrived', 'cancellationApproved']],
  ] as const)(
    'takes a %s that reaches the next run, %s, before that has begun',
    async (message, subState, outcome, effects) => {
      const input = cancellationRequestInput()
      const { requestId } = input
      const carried: CarriedRequest = {
        state: { type: 'cancellationRequest', status: 'pending', subState },
        since: '2026-11-24T07:00:00.000Z',
        dueAt: null,
        seq: 4,
        documentsChecked: true,
        cardHeld: false,
        cardReceived: null,
        opened: null,
        alarms: [],
        refusals: { latest: [], count: 0, unrecorded: 0 },
      }
      const personKey = randomUUID()
      const handle = await lab.client.workflow.signalWithStart('cancellationRequest', {
        workflowId: requestWorkflowId(personKey),
        taskQueue: TASK_QUEUES.requests,
        args: [{ ...input, carried }],
        ...firstSignal(message, requestId),
      })
      if (message === 'arrival') {
        await lab.reached(handle, 'inReview')
        await lab.runs.decide(personKey, approval(requestId))
      }
      expect(await handle.result()).toEqual({ outcome })
      expect(effectsOf(requestId)).toEqual(effects)
      expect(stepsOf(requestId)[0]!.seq).toBe(5)
    },
  )

  it('loses no message that comes while it continues', async () => {
    const { input, personKey, handle } = await inReview()
    const sent = 1_000
    await Promise.all(
      Array.from({ length: sent }, () => handle.signal(bureauDecision, 'junk' as never)),
    )
    const { refusalCount, refusals } = await handle.query(requestStateQuery)
    expect(refusalCount).toBe(sent)
    expect(refusals).toHaveLength(100)
    await lab.runs.decide(personKey, approval(input.requestId))
    await handle.result()
    expect(effectsOf(input.requestId).filter((kind) => kind === 'refused')).toHaveLength(100)
    expect(ownEffectsOf(input.requestId)).toEqual([
      'enteredReview',
      'cardApproved',
      'refusalsCounted',
    ])
    expect(stepsOf(input.requestId).at(-1)!.effect).toMatchObject({ count: sent - 100 })
    expectNoGap(input.requestId)
  })

  it('D7 tells a clerk why a message was refused, however many were refused before', async () => {
    const { input, personKey, handle } = await inReview()
    await Promise.all(
      Array.from({ length: 150 }, () => handle.signal(bureauDecision, 'junk' as never)),
    )
    const foreign = rejection(input.requestId, { reasons: ['cardMismatch'] })
    expect(await lab.runs.decide(personKey, foreign)).toMatchObject({ cause: 'reasonNotForType' })
    const { details } = await operatorsView(lab.client, handle.workflowId)
    expect(details).toContain('**Kabul edilmeyen ileti:** 151')
  })
})

function firstSignal(
  message: 'decision' | 'withdrawal' | 'arrival',
  requestId: string,
): { signal: string; signalArgs: unknown[] } {
  switch (message) {
    case 'decision':
      return {
        signal: bureauDecision.name,
        signalArgs: [rejection(requestId, { reasons: ['cardMismatch'] })],
      }
    case 'withdrawal':
      return { signal: withdrawal.name, signalArgs: [withdrawalOf(requestId)] }
    case 'arrival':
      return { signal: physicalCardReceived.name, signalArgs: [cardArrival(requestId)] }
  }
}
