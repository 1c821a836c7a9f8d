/** Taking back that a card was recorded as arrived by mistake, in its cancellation's run (D6). */
import { randomUUID } from 'node:crypto'
import {
  arrivalReverted,
  requestStateQuery,
  requestWorkflowId,
  withdrawal,
} from '../../workflows/contract'
import {
  approval,
  arrivalReversal,
  cancellationRequestInput,
  cardArrival,
  lostCardInput,
  opening,
  withdrawalOf,
} from '../support/messages'
import { waitFor } from '../support/waitFor'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'

const TAKEN = { kind: 'taken' }

describe('a wrong arrival', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { start, stepsOf } = runsIn(() => lab)

  async function arrived() {
    const { input, personKey, handle } = await start(cancellationRequestInput())
    await lab.reached(handle, 'awaitingCard')
    const arrival = cardArrival(input.requestId)
    expect(await lab.runs.recordArrival(personKey, arrival)).toEqual(TAKEN)
    await lab.reached(handle, 'inReview')
    return { input, personKey, handle, arrival }
  }

  const effectsOf = (requestId: string) =>
    stepsOf(requestId).map(({ effect }) =>
      effect.kind === 'refused' ? `refused ${effect.refusal.cause}` : effect.kind,
    )

  it('D6 is taken back: the card is awaited again, nobody can decide, and its arrival begins the review again', async () => {
    const { input, personKey, handle, arrival } = await arrived()
    const { requestId } = input
    await lab.runs.openReview(personKey, opening(requestId))
    const reversal = arrivalReversal(arrival, { ground: 'wrongCard' })
    expect(await lab.runs.revertArrival(personKey, reversal)).toEqual(TAKEN)
    expect(await handle.query(requestStateQuery)).toMatchObject({
      state: { status: 'pending', subState: 'awaitingCard' },
      cardReceived: null,
      opened: null,
      dueAt: null,
    })
    expect(await lab.runs.decide(personKey, approval(requestId))).toMatchObject({
      cause: 'tooEarly',
    })
    const again = cardArrival(requestId)
    expect(await lab.runs.recordArrival(personKey, again)).toEqual(TAKEN)
    await lab.reached(handle, 'inReview')
    expect(await lab.runs.decide(personKey, approval(requestId))).toEqual(TAKEN)
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(effectsOf(requestId)).toEqual([
      'cardAwaited',
      'cardArrived',
      'reviewOpened',
      'cardArrivalReverted',
      'refused tooEarly',
      'cardArrived',
      'cancellationApproved',
    ])
    const step = stepsOf(requestId).find(({ effect }) => effect.kind === 'cardArrivalReverted')!
    expect(step).toMatchObject({
      state: { status: 'pending', subState: 'awaitingCard' },
      effect: { reversalId: reversal.reversalId, ground: 'wrongCard', by: reversal.by },
    })
  })

  it('reminds the applicant of the card again, counted from then', async () => {
    const { input, personKey, arrival } = await arrived()
    await lab.sleep('5 days')
    await lab.runs.revertArrival(personKey, arrivalReversal(arrival))
    await lab.sleep('60 days')
    const reminders = () =>
      stepsOf(input.requestId).flatMap(({ effect }) =>
        effect.kind === 'reminded' ? [effect.about] : [],
      )
    await waitFor(() => reminders().length === 2, { what: 'two reminders' })
    expect(reminders()).toEqual(['cardNotArrived', 'cardNotArrived'])
    await lab.client.workflow.getHandle(requestWorkflowId(personKey)).terminate()
  })

  it('D6 can be withdrawn then, although the review was opened', async () => {
    const { input, personKey, handle, arrival } = await arrived()
    await lab.runs.openReview(personKey, opening(input.requestId))
    await lab.runs.revertArrival(personKey, arrivalReversal(arrival))
    expect(await lab.runs.withdraw(personKey, withdrawalOf(input.requestId))).toEqual(TAKEN)
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    expect(effectsOf(input.requestId).slice(-2)).toEqual(['cardArrivalReverted', 'withdrawn'])
    expect(stepsOf(input.requestId).at(-2)!.state).toMatchObject({ subState: 'awaitingCard' })
  })

  it('D7 is recorded although the request is withdrawn at the same moment', async () => {
    const { input, handle, arrival } = await arrived()
    await handle.signal(arrivalReverted, arrivalReversal(arrival))
    await handle.signal(withdrawal, withdrawalOf(input.requestId))
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    expect(effectsOf(input.requestId).slice(-2)).toEqual(['cardArrivalReverted', 'withdrawn'])
  })

  it('D7 is refused after the decision, and sent twice is one reversal', async () => {
    const { input, personKey, handle, arrival } = await arrived()
    const once = arrivalReversal(arrival)
    expect(await lab.runs.revertArrival(personKey, once)).toEqual(TAKEN)
    expect(await lab.runs.revertArrival(personKey, once)).toEqual(TAKEN)
    const again = cardArrival(input.requestId)
    await lab.runs.recordArrival(personKey, again)
    await lab.reached(handle, 'inReview')
    expect(await lab.runs.revertArrival(personKey, arrivalReversal(arrival))).toMatchObject({
      cause: 'notMarked',
    })
    await lab.runs.decide(personKey, approval(input.requestId))
    await handle.result()
    expect(await lab.runs.revertArrival(personKey, arrivalReversal(again))).toEqual({
      kind: 'closed',
    })
    const reverted = effectsOf(input.requestId).filter((kind) => kind === 'cardArrivalReverted')
    expect(reverted).toHaveLength(1)
  })

  it('D7 is taken back only by the bureau: a message without its claim changes nothing', async () => {
    const { handle, arrival } = await arrived()
    const { claim: _claim, ...typed } = arrivalReversal(arrival)
    await handle.signal(arrivalReverted, typed as never)
    await waitFor(async () => (await handle.query(requestStateQuery)).refusals.length === 1, {
      what: 'the refusal',
    })
    const { state, refusals } = await handle.query(requestStateQuery)
    expect(refusals).toMatchObject([{ message: 'arrivalReverted', cause: 'unproven' }])
    expect(state.subState).toBe('inReview')
    await handle.terminate()
  })

  it('S68 is not there for a lost card, which is not awaited', async () => {
    const { input, personKey, handle } = await start(lostCardInput())
    await lab.reached(handle, 'inReview')
    const reversal = arrivalReversal({ requestId: input.requestId, receiptId: randomUUID() })
    expect(await lab.runs.revertArrival(personKey, reversal)).toMatchObject({ cause: 'notMarked' })
    await handle.terminate()
  })
})
