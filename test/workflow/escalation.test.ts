/** "Amire ilet": a case that a clerk has handed to the head of the bureau. */
import {
  calendarChanged,
  escalated,
  escalationReturned,
  requestStateQuery,
} from '../../workflows/contract'
import type { CardRequestInput, Escalation } from '../../workflows/contract'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { estimateWorkingDay } from '../../workflows/domain/workingDays'
import { makeContinueAsNew } from '../support/flood'
import {
  additionTo,
  approval,
  lostCardInput,
  CLERK,
  documentAsk,
  escalation,
  escalationReturn,
  HEAD,
  opening,
  OTHER_CLERK,
  rejection,
  setClock,
  STAFF,
  withdrawalOf,
} from '../support/messages'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import { waitFor } from '../support/world'

describe('a case handed to the head', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { start, inReview, stepsOf, effectsOf, recorded } = runsIn(() => lab)

  async function withHead(over: Partial<CardRequestInput> = {}) {
    const started = await inReview(over)
    const handed = await handOver(started)
    return { ...started, handed }
  }

  async function handOver({ personKey, requestId }: { personKey: string; requestId: string }) {
    const handed = escalation(requestId)
    expect(await lab.runs.escalate(personKey, handed)).toEqual({ kind: 'taken' })
    await recorded(requestId, 'escalated')
    return handed
  }

  const decideAsHead = (personKey: string, requestId: string) =>
    lab.runs.decide(personKey, approval(requestId, { by: HEAD, asHead: true }))
  const earlierBy = ({ by, at }: Pick<Escalation, 'by' | 'at'>) => ({ by, at })

  // Before a run is terminated: the server skips no time while one of its activities was cut off.
  it('reminds of the due day as in review, and moves it with the calendar', async () => {
    const { requestId, handle, dueAt } = await withHead()
    const tomorrow = estimateWorkingDay(istanbulDayOf(new Date().toISOString()), 1)
    lab.activities.askLeave = () => Promise.resolve({ [tomorrow]: 'closed' })
    await handle.signal(calendarChanged)
    await recorded(requestId, 'dueMoved')
    expect(Date.parse((await handle.query(requestStateQuery)).dueAt!)).toBeGreaterThan(
      Date.parse(dueAt!),
    )
    await lab.sleep('40 days')
    await waitFor(() => effectsOf(requestId).filter((kind) => kind === 'reminded').length === 2, {
      what: 'both reminders',
    })
    await handle.terminate()
  })

  it('S43 stays pending with its due day, and the head decides it', async () => {
    const { requestId, personKey, handle, dueAt, handed } = await withHead()
    expect(await handle.query(requestStateQuery)).toMatchObject({
      state: { status: 'pending', subState: 'withHead' },
      dueAt,
      escalation: {
        escalation: { escalationId: handed.escalationId, by: CLERK, provenBy: 'test' },
        returned: null,
      },
    })
    expect(await recorded(requestId, 'escalated')).toMatchObject({
      state: { status: 'pending', subState: 'withHead' },
      effect: { escalation: { noteId: handed.noteId } },
    })
    expect(await decideAsHead(personKey, requestId)).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(effectsOf(requestId)).toEqual(['enteredReview', 'escalated', 'cardApproved'])
  })

  it('D7 refuses a clerk’s decision, a second handing over and an ask, and says who handed it over', async () => {
    const { requestId, personKey, handle, handed } = await withHead()
    const refused = { kind: 'refused', cause: 'withHead', earlier: earlierBy(handed) }
    for (const answer of [
      await lab.runs.decide(personKey, approval(requestId, { by: OTHER_CLERK })),
      await lab.runs.decide(personKey, rejection(requestId)),
      await lab.runs.escalate(personKey, escalation(requestId, { by: OTHER_CLERK })),
      await lab.runs.askForDocument(personKey, documentAsk(requestId)),
    ])
      expect(answer).toEqual(refused)
    expect((await handle.query(requestStateQuery)).state.subState).toBe('withHead')
    await handle.terminate()
  })

  it('is given back to the clerks, who decide it, or hand it over again', async () => {
    const { requestId, personKey, handle, dueAt } = await withHead()
    const back = escalationReturn(requestId)
    expect(await lab.runs.giveBack(personKey, back)).toEqual({ kind: 'taken' })
    expect(await handle.query(requestStateQuery)).toMatchObject({
      state: { status: 'pending', subState: 'inReview' },
      dueAt,
      escalation: { returned: { returnId: back.returnId, by: HEAD } },
    })
    expect(await lab.runs.giveBack(personKey, escalationReturn(requestId))).toMatchObject({
      kind: 'refused',
      cause: 'notWithHead',
    })
    await handOver({ personKey, requestId })
    await lab.runs.giveBack(personKey, escalationReturn(requestId))
    expect(await lab.runs.decide(personKey, approval(requestId))).toEqual({ kind: 'taken' })
    await handle.result()
    expect(effectsOf(requestId)).toEqual([
      'enteredReview',
      'escalated',
      'escalationReturned',
      'refused',
      'escalated',
      'escalationReturned',
      'cardApproved',
    ])
  })

  it('is not handed over by a message from before the review began again', async () => {
    const { requestId, personKey, handle } = await withHead()
    const back = escalationReturn(requestId)
    expect(await lab.runs.giveBack(personKey, back)).toEqual({ kind: 'taken' })
    const ask = documentAsk(requestId)
    expect(await lab.runs.askForDocument(personKey, ask)).toEqual({ kind: 'taken' })
    await recorded(requestId, 'documentAsked')
    // Less than a claim is valid.
    await lab.sleep('10 minutes')
    expect(await lab.runs.addDocument(personKey, additionTo(ask))).toEqual({ kind: 'taken' })
    await recorded(requestId, 'documentAdded')
    // Signed while the same clerk could still hand the case over.
    const late = escalation(requestId, { at: back.at })
    expect(await lab.runs.escalate(personKey, late)).toMatchObject({ cause: 'tooEarly' })
    expect(await lab.runs.escalate(personKey, escalation(requestId))).toEqual({ kind: 'taken' })
    await handle.terminate()
  })

  it('D8 is not handed over in the own family, and not decided by a head of it', async () => {
    const own = await inReview()
    expect(
      await lab.runs.escalate(own.personKey, escalation(own.requestId, { by: STAFF })),
    ).toMatchObject({ kind: 'refused', cause: 'ownRequest' })
    await own.handle.terminate()
    const { personKey, requestId, handle } = await withHead({ relatedStaffIds: [STAFF, HEAD] })
    expect(await decideAsHead(personKey, requestId)).toMatchObject({ cause: 'ownRelative' })
    expect(await lab.runs.giveBack(personKey, escalationReturn(requestId))).toEqual({
      kind: 'taken',
    })
    await handle.terminate()
  })

  it('is withdrawn as in review: unless a clerk has opened it', async () => {
    const { requestId, personKey, handle } = await withHead()
    expect(await lab.runs.withdraw(personKey, withdrawalOf(requestId))).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    const opened = await inReview()
    await lab.runs.openReview(opened.personKey, opening(opened.requestId))
    await handOver(opened)
    expect(await lab.runs.withdraw(opened.personKey, withdrawalOf(opened.requestId))).toMatchObject(
      { kind: 'refused', cause: 'opened' },
    )
    await opened.handle.terminate()
  })

  it('records what comes at once in its order, each with its own state', async () => {
    const { requestId, handle } = await inReview()
    // Sent without waiting, so that the run may take all of them in one task.
    await handle.signal(escalated, escalation(requestId))
    await handle.signal(escalationReturned, escalationReturn(requestId))
    await handle.signal('bureauDecision', approval(requestId))
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(
      stepsOf(requestId).map(({ effect, state }) => `${effect.kind} ${state.subState}`),
    ).toEqual([
      'enteredReview inReview',
      'escalated withHead',
      'escalationReturned inReview',
      'cardApproved awaitingPrint',
    ])
  })

  it('takes neither of the two messages without the claim of the bureau', async () => {
    const { requestId, handle } = await inReview()
    const { claim: _one, ...typed } = escalation(requestId)
    await handle.signal(escalated, typed as never)
    await handle.signal(escalated, escalation(requestId))
    const { claim: _other, ...back } = escalationReturn(requestId)
    await handle.signal(escalationReturned, back as never)
    await waitFor(async () => (await handle.query(requestStateQuery)).refusals.length === 2, {
      what: 'two refusals',
    })
    const { state, refusals } = await handle.query(requestStateQuery)
    expect(state.subState).toBe('withHead')
    expect(refusals.map(({ cause }) => cause)).toEqual(['unproven', 'unproven'])
    await handle.terminate()
  })

  it('S69 is a cancellation as well', async () => {
    const { input, personKey, handle } = await start(lostCardInput())
    await lab.reached(handle, 'inReview')
    await handOver({ personKey, requestId: input.requestId })
    expect(await decideAsHead(personKey, input.requestId)).toEqual({ kind: 'taken' })
    expect(effectsOf(input.requestId).at(-1)).toBe('cancellationApproved')
  })
})

describe('a case handed to the head whose history is long', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab({ shortHistories: true })
    // The tests before have skipped time on another server.
    setClock(await lab.env.currentTimeMs())
  })
  afterAll(() => lab.close())

  it('is still with the head in the run that continues it', async () => {
    const { requestId, personKey, handle, dueAt } = await runsIn(() => lab).inReview()
    const handed = escalation(requestId)
    await lab.runs.escalate(personKey, handed)
    await makeContinueAsNew(handle, 'unknownMessage')
    expect(await lab.reached(handle, 'withHead')).toMatchObject({
      dueAt,
      escalation: { escalation: { escalationId: handed.escalationId } },
    })
    expect(await lab.runs.decide(personKey, approval(requestId))).toMatchObject({
      cause: 'withHead',
      earlier: { by: CLERK },
    })
    expect(
      await lab.runs.decide(personKey, approval(requestId, { by: HEAD, asHead: true })),
    ).toEqual({ kind: 'taken' })
  })
})
