import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import {
  bureauDecision,
  cardProductionWorkflowId,
  requestStateQuery,
  reviewOpened,
  withdrawal,
} from '../../workflows/contract'
import type { BureauDecision } from '../../workflows/contract'
import {
  approval,
  cardRequestInput,
  CLERK,
  opening,
  OTHER_CLERK,
  OTHER_PARENT,
  rejection,
  STAFF,
  withdrawalOf,
} from '../support/messages'
import { gate } from '../support/gate'
import { IN_REVIEW } from '../support/requestStates'
import { waitFor } from '../support/world'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'

describe('card request', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { start, inReview, stepsOf, effectsOf } = runsIn(() => lab)

  it('S35 S47 checks the stored documents, then waits at the bureau', async () => {
    const { input, handle } = await inReview()
    const run = await handle.query(requestStateQuery)
    expect(run.state).toEqual(IN_REVIEW)
    expect(lab.written.filed.map((filed) => filed.input.requestId)).toContain(input.requestId)
    expect(stepsOf(input.requestId)).toMatchObject([{ seq: 1, effect: { kind: 'enteredReview' } }])
  })

  it('S48 S49 ends with the approval and leaves the card to its own production run', async () => {
    const { input, personKey, handle } = await inReview()
    const decision = approval(input.requestId)
    expect(await lab.runs.decide(personKey, decision)).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'approved' })

    const last = stepsOf(input.requestId).at(-1)!
    expect(last).toMatchObject({
      seq: 2,
      state: { status: 'approved', subState: 'awaitingPrint' },
      effect: { kind: 'cardApproved', decision: { decisionId: decision.decisionId, by: CLERK } },
    })
    const { cardId } = last.effect as { cardId: string }
    const production = await lab.client.workflow
      .getHandle(cardProductionWorkflowId(cardId))
      .describe()
    expect(production.status.name).toBe('RUNNING')
  })

  it('S50 S51 ends with the rejection and its reasons', async () => {
    const { input, personKey, handle } = await inReview()
    const decision = rejection(input.requestId, {
      reasons: ['photoBackground', 'receiptUnreadable'],
    })
    await lab.runs.decide(personKey, decision)
    expect(await handle.result()).toEqual({ outcome: 'rejected' })
    expect(stepsOf(input.requestId).at(-1)).toMatchObject({
      state: { status: 'rejected', subState: 'returned' },
      effect: { kind: 'rejected', decision: { reasons: ['photoBackground', 'receiptUnreadable'] } },
    })
  })

  it('S44 is rejected for a reason of the bureau’s own, but not for one about another type', async () => {
    const { input, personKey, handle } = await inReview()
    const decide = (reasons: BureauDecision['reasons']) =>
      lab.runs.decide(personKey, rejection(input.requestId, { reasons }))
    expect(await decide(['own-card-0a1b2c3d'])).toMatchObject({ cause: 'reasonNotForType' })
    expect(await decide(['own-photo-0a1b2c3d'])).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'rejected' })
  })

  it('D5 is withdrawn by its applicant while nobody has opened it, and frees the relative', async () => {
    const { input, personKey, handle } = await inReview()
    const message = withdrawalOf(input.requestId)
    expect(await lab.runs.withdraw(personKey, message)).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    expect(stepsOf(input.requestId).at(-1)).toMatchObject({
      state: { status: 'pending', subState: 'withdrawn' },
      effect: { kind: 'withdrawn', withdrawalId: message.withdrawalId, by: STAFF },
    })
    const again = await lab.runs.start(personKey, cardRequestInput({ personId: input.personId }))
    expect(again).toEqual({ kind: 'started' })
  })

  it('D7 lets the run settle whether the withdrawal or the opening came first', async () => {
    const { input, handle } = await inReview()
    await Promise.all([
      handle.signal(reviewOpened, opening(input.requestId)),
      handle.signal(withdrawal, withdrawalOf(input.requestId)),
    ])
    const run = await waitFor(
      async () => {
        const state = await handle.query(requestStateQuery)
        return state.refusals.length > 0 || (state.opened && state.withdrawal) ? state : null
      },
      { what: 'both messages to be judged' },
    )
    expect([run.opened, run.withdrawal].filter((first) => first !== null)).toHaveLength(1)
    expect(run.refusals.map(({ cause }) => cause)).toEqual([
      run.opened === null ? 'withdrawn' : 'opened',
    ])
  })

  it('records the first opening only, and refuses a withdrawal after it', async () => {
    const { input, personKey } = await inReview()
    expect(await lab.runs.openReview(personKey, opening(input.requestId))).toEqual({
      kind: 'taken',
    })
    const second = opening(input.requestId, { by: OTHER_CLERK })
    expect(await lab.runs.openReview(personKey, second)).toEqual({ kind: 'taken' })
    expect(await lab.runs.withdraw(personKey, withdrawalOf(input.requestId))).toMatchObject({
      kind: 'refused',
      cause: 'opened',
    })
    await waitFor(() => effectsOf(input.requestId).includes('refused'), { what: 'the refusal' })
    expect(effectsOf(input.requestId)).toEqual(['enteredReview', 'reviewOpened', 'refused'])
  })

  it('D9 returns a request whose stored files changed, as an act of the system', async () => {
    const fault = { code: 'changed', measured: 'cd…', required: 'ab…' } as const
    lab.activities.checkDocuments = () =>
      Promise.resolve({ faults: [{ kind: 'photo', faults: [fault] }] })
    const { input, handle } = await start(cardRequestInput())
    expect(await handle.result()).toEqual({ outcome: 'rejected' })
    expect(effectsOf(input.requestId)).toEqual(['returnedByDocumentCheck'])
    const run = await handle.query(requestStateQuery)
    expect(run.decision).toMatchObject({ outcome: 'rejected', by: null })
  })

  it('D9 waits while the documents process is unavailable, instead of rejecting', async () => {
    let calls = 0
    lab.activities.checkDocuments = () => {
      calls += 1
      return calls < 4
        ? Promise.reject(new Error('object store unavailable'))
        : Promise.resolve({ faults: [] })
    }
    const { input, handle } = await start(cardRequestInput())
    await lab.reached(handle, 'inReview')
    expect(calls).toBe(4)
    // The run states the step before its record is written.
    await waitFor(() => Promise.resolve(stepsOf(input.requestId).length > 0 || null), {
      what: 'the record of the step',
    })
    expect(effectsOf(input.requestId)).toEqual(['enteredReview'])
  })

  it('D7 takes the first decision, refuses the second with its cause, and records both', async () => {
    const { input, handle } = await inReview()
    const first = approval(input.requestId)
    const second = rejection(input.requestId, { by: OTHER_CLERK })
    // Both are sent before the run can end, as two clerks do at the same moment.
    await Promise.all([handle.signal(bureauDecision, first), handle.signal(bureauDecision, second)])
    await handle.result()
    const run = await handle.query(requestStateQuery)
    const [winner, loser] =
      run.decision?.decisionId === first.decisionId ? [first, second] : [second, first]
    expect(run.decision).toMatchObject({ decisionId: winner.decisionId, by: winner.by })
    expect(run.refusals).toMatchObject([
      { messageId: loser.decisionId, cause: 'alreadyDecided', by: loser.by },
    ])
    expect(effectsOf(input.requestId)).toContain('refused')
  })

  it('D7 answers a decision after the end from the record', async () => {
    const { input, personKey, handle } = await inReview()
    await lab.runs.decide(personKey, approval(input.requestId))
    await handle.result()
    expect(await lab.runs.decide(personKey, rejection(input.requestId))).toEqual({ kind: 'closed' })
  })

  it('D7 answers the same decision, sent again, as taken', async () => {
    const { input, personKey, handle } = await inReview()
    const decision = approval(input.requestId)
    await Promise.all([
      handle.signal(bureauDecision, decision),
      handle.signal(bureauDecision, decision),
    ])
    await handle.result()
    expect((await handle.query(requestStateQuery)).decision?.decisionId).toBe(decision.decisionId)
    expect(effectsOf(input.requestId).filter((kind) => kind === 'cardApproved')).toHaveLength(1)
    expect(await lab.runs.decide(personKey, decision)).toEqual({ kind: 'closed' })
  })

  it('D7 records an early decision as refused and continues to wait', async () => {
    const check = gate()
    lab.activities.checkDocuments = async () => {
      await check.opened
      return { faults: [] }
    }
    const { input, personKey, handle } = await start(cardRequestInput())
    const early = approval(input.requestId)
    expect(await lab.runs.decide(personKey, early)).toMatchObject({
      kind: 'refused',
      cause: 'tooEarly',
    })
    check.open()
    await lab.reached(handle, 'inReview')
    await waitFor(() => Promise.resolve(effectsOf(input.requestId).includes('refused') || null), {
      what: 'the refusal to be recorded',
    })
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
  })

  it('D7 D9 records an early decision on a request that its document check returns', async () => {
    const check = gate()
    const fault = { code: 'changed', measured: 'cd…', required: 'ab…' } as const
    lab.activities.checkDocuments = async () => {
      await check.opened
      return { faults: [{ kind: 'photo', faults: [fault] }] }
    }
    const { input, personKey, handle } = await start(cardRequestInput())
    await lab.runs.decide(personKey, approval(input.requestId))
    check.open()
    await handle.result()
    expect(effectsOf(input.requestId)).toEqual(['returnedByDocumentCheck', 'refused'])
  })

  it('D7 records malformed decisions as refused and continues', async () => {
    const { input, personKey, handle } = await inReview()
    for (const raw of [
      null,
      'evet',
      { decisionId: 'x', outcome: 'maybe' },
      rejection(input.requestId, { reasons: [] }),
    ]) {
      await handle.signal(bureauDecision, raw as never)
    }
    const run = await handle.query(requestStateQuery)
    expect(run.refusals.map(({ cause }) => cause)).toEqual([
      'malformed',
      'malformed',
      'malformed',
      'malformed',
    ])
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'approved' })
  })

  it.each([
    ['their own request', STAFF, 'ownRequest'],
    ['their own relative', OTHER_PARENT, 'ownRelative'],
  ])('D8 refuses a clerk who decides on %s', async (_what, by, cause) => {
    const { input, personKey } = await inReview()
    expect(await lab.runs.decide(personKey, approval(input.requestId, { by }))).toMatchObject({
      kind: 'refused',
      cause,
      earlier: null,
    })
  })

  it('D5 is refused by the server while another request for the same relative is open, which the refusal names', async () => {
    const { input, personKey } = await inReview()
    const second = cardRequestInput({ applicantId: OTHER_PARENT })
    expect(await lab.runs.start(personKey, second)).toEqual({
      kind: 'otherRequestOpen',
      requestNumber: input.requestNumber,
    })
    expect(await lab.runs.start(personKey, input)).toEqual({ kind: 'started' })
  })

  it('D5 S51 S52 releases the relative with the decision', async () => {
    const { input, personKey, handle } = await inReview()
    await lab.runs.decide(personKey, rejection(input.requestId))
    await handle.result()
    expect(await lab.runs.start(personKey, cardRequestInput())).toEqual({ kind: 'started' })
  })

  it('reminds the bureau before the review is due and marks it overdue, in working days', async () => {
    const { input, personKey, handle } = await inReview()
    const { dueAt } = await handle.query(requestStateQuery)
    expect(dueAt).not.toBeNull()
    await lab.sleep('30 days')
    await waitFor(() => Promise.resolve(stepsOf(input.requestId).length >= 3 || null), {
      what: 'both reminders',
    })
    const [, soon, overdue] = stepsOf(input.requestId)
    expect(soon!.effect).toEqual({ kind: 'reminded', about: 'reviewDueSoon' })
    expect(overdue!.effect).toEqual({ kind: 'reminded', about: 'reviewOverdue' })
    expect(Date.parse(soon!.at)).toBeLessThan(Date.parse(dueAt!))
    expect(Math.abs(Date.parse(overdue!.at) - Date.parse(dueAt!))).toBeLessThan(60_000)
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
  })

  // The first of these steps is written durably, the other one at once, in two attempts, and then
  // durably: three failures reach every part, and five would only wait longer.
  it.each(['enteredReview', 'rejected'])(
    'continues after an outage of the database while %s is written',
    async (kind) => {
      let failures = 0
      const write = lab.activities.recordStep
      lab.activities.recordStep = (step) => {
        if (step.effect.kind !== kind || failures === 3) return write(step)
        failures += 1
        return Promise.reject(new Error('no primary'))
      }
      const { input, personKey, handle } = await start(cardRequestInput())
      await lab.reached(handle, 'inReview')
      await lab.runs.decide(personKey, rejection(input.requestId))
      expect(await handle.result()).toEqual({ outcome: 'rejected' })
      expect(failures).toBe(3)
      expect(effectsOf(input.requestId)).toEqual(['enteredReview', 'rejected'])
    },
  )

  it('stays small: a whole life fits in a few dozen events and a few kilobytes', async () => {
    const { input, personKey, handle } = await inReview()
    await lab.runs.decide(personKey, approval(input.requestId))
    await handle.result()
    const history = await handle.fetchHistory()
    // Usually about thirty; on a busy machine a workflow task is repeated now and then.
    expect(history.events!.length).toBeLessThanOrEqual(60)
    expect(historyToJSON(history).length).toBeLessThan(50_000)
  })
})
