/**
 * Steps in the name of the bureau that somebody's own run has the product's workers write. Anybody who
 * can reach the engine can start such a run; the record asks for the bureau's claim itself.
 */
import { randomUUID } from 'node:crypto'
import { FAILURES } from '../../workflows/contract'
import type {
  BureauDecision,
  CardStep,
  Proven,
  RequestStep,
  RequestStepEffect,
  Taken,
} from '../../workflows/contract'
import { CLAIM_VALID_MS, CLOCK_TOLERANCE_MS } from '../../workflows/domain/proof'
import { APPROVED_CARD, decidedState } from '../../workflows/domain/requestState'
import type { RequestState } from '../../workflows/domain/requestState'
import { useLiveProduct } from '../support/liveProduct'
import {
  approval,
  cardArrival,
  cardEvent,
  CLERK,
  documentAsk,
  escalation,
  opening,
  rejection,
  reversal,
} from '../support/messages'
import { AWAITING_APPLICANT, IN_REVIEW, WITH_HEAD } from '../support/requestStates'
import type { Story } from '../support/stories'
import { executeAsStranger } from '../support/strangersRun'
import { waitFor } from '../support/world'

const GHOST = 'not-a-clerk-at-all'
const REJECTED = decidedState('cardRequest', 'rejected')
const DUE = '2030-01-02T15:00:00.000Z'

describe('a step that the run of a stranger writes', () => {
  const live = useLiveProduct()

  /** The step that follows the record. */
  async function nextStep(
    requestId: string,
    state: RequestState,
    effect: RequestStepEffect,
  ): Promise<RequestStep> {
    const { seq } = await live().rowOf(requestId)
    return { requestId, seq: seq + 1, at: new Date().toISOString(), state, effect }
  }

  const write = (step: RequestStep) => executeAsStranger(live().product.client, 'recordStep', step)
  const unsigned = ({ claim: _claim, ...message }: Proven<BureauDecision>) => message
  /** What a claim says, but for who says it. */
  const withoutSender = ({ by: _by, ...message }: Proven<BureauDecision>) =>
    message as Taken<BureauDecision>
  const approves = (decision: Taken<BureauDecision>) =>
    ({ kind: 'cardApproved', cardId: randomUUID(), decision }) as const

  /** Nothing has happened, the run still waits, and an honest decision ends it. */
  async function expectUntouched({ story, seq }: { story: Story; seq: number }): Promise<void> {
    const { product, crowd, runOf, rowOf } = live()
    const { requestId } = story.input
    expect(await rowOf(requestId)).toMatchObject({
      seq,
      subState: 'inReview',
      decision: null,
    })
    expect(await product.store.cards.countDocuments({ requestId })).toBe(0)
    await crowd.decide(story)
    expect(await runOf(story).result()).toEqual({ outcome: 'approved' })
  }

  it('D7 S48 approves nothing without a claim, with one that says something else, or with a stranger’s', async () => {
    const { rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const { seq } = await rowOf(requestId)
    const honest = rejection(requestId)
    const [header = '', , signature = ''] = honest.claim.split('.')
    const made = JSON.stringify({
      message: 'bureauDecision',
      fields: unsigned(approval(requestId)),
    })
    const forged: Taken<BureauDecision>[] = [
      unsigned(approval(requestId, { by: GHOST })),
      { ...approval(requestId), by: GHOST },
      { ...approval(requestId), claim: approval(requestId).claim },
      { ...approval(requestId), claim: approval(randomUUID()).claim },
      { ...honest, outcome: 'approved' },
      { ...approval(requestId), claim: [header, btoa(made), signature].join('.') },
      { ...approval(requestId), provenBy: 'another-key' },
      withoutSender(approval(requestId)),
    ]
    for (const decision of forged)
      expect(await write(await nextStep(requestId, APPROVED_CARD, approves(decision)))).toBe(
        FAILURES.unprovenStep,
      )
    await expectUntouched({ story, seq })
  })

  it('D7 approves nothing with a decision that came too late for its run', async () => {
    const { product, runOf, rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const at = new Date(Date.now() - CLAIM_VALID_MS - CLOCK_TOLERANCE_MS).toISOString()
    const late = approval(requestId, { at })
    await runOf(story).signal<unknown[]>('bureauDecision', late)
    const { seq } = await waitFor(
      async () => {
        const row = await rowOf(requestId)
        return row.audit.some(({ cause }) => cause === 'expired') ? row : null
      },
      { what: 'the refusal in the record' },
    )
    const step = await nextStep(requestId, APPROVED_CARD, approves(late))
    const before = { name: 'bureauDecision', message: late } as const
    for (const one of [step, { ...step, at }])
      expect(await executeAsStranger(product.client, 'recordStep', one, { before })).toBe(
        FAILURES.unprovenStep,
      )
    await expectUntouched({ story, seq })
  })

  it('D7 S44 rejects nothing, asks for nothing and hands nothing over in the name of a clerk', async () => {
    const { rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const { seq } = await rowOf(requestId)
    const { claim: _asks, ...ask } = documentAsk(requestId)
    const { claim: _hands, ...handed } = escalation(requestId)
    const { receiptId, letterNo, letterDate } = cardArrival(requestId)
    const { openingId } = opening(requestId)
    const stopped = { daysLeft: 3, dueAt: DUE } as never
    const steps: [RequestState, RequestStepEffect][] = [
      [REJECTED, { kind: 'rejected', decision: unsigned(rejection(requestId)) }],
      [AWAITING_APPLICANT, { kind: 'documentAsked', ask, until: DUE, stopped }],
      [WITH_HEAD, { kind: 'escalated', escalation: handed }],
      [IN_REVIEW, { kind: 'cardArrived', receiptId, letterNo, letterDate, by: CLERK, dueAt: DUE }],
      [IN_REVIEW, { kind: 'reviewOpened', openingId, by: CLERK }],
      [
        IN_REVIEW,
        {
          kind: 'refused',
          refusal: {
            ...{ message: 'bureauDecision', messageId: randomUUID(), cause: 'ownRelative' },
            ...{ by: CLERK, at: DUE, provenBy: 'test' },
          },
        },
      ],
    ]
    for (const [state, effect] of steps)
      expect(await write(await nextStep(requestId, state, effect))).toBe(FAILURES.unprovenStep)
    await expectUntouched({ story, seq })
  })

  it('D1 S49 neither prints a card nor takes a mark back in the name of a clerk', async () => {
    const { product, teller } = live()
    const cardId = await teller.cardInProduction(randomUUID())
    const { requestId } = await product.store.cards.findById(cardId).orFail().lean()
    const { claim: printing, eventId } = cardEvent(cardId, 'printed')
    const step: CardStep = {
      ...{ cardId, requestId, seq: 1, at: new Date().toISOString() },
      ...{ subState: 'printed', by: CLERK, eventId },
    }
    const { reversalId } = reversal(cardId, 'printed')
    const forged: CardStep[] = [
      step,
      { ...step, by: GHOST, claim: printing },
      { ...step, subState: 'sent', claim: printing },
      { ...step, eventId: null },
      { ...step, by: null, eventId: null, reversal: { of: 'printed', ground: 'notDone' } },
      { ...step, eventId: reversalId, reversal: { of: 'printed', ground: 'notDone' } },
    ]
    for (const one of forged)
      expect(await executeAsStranger(product.client, 'recordCardStep', one)).toBe(
        FAILURES.unprovenStep,
      )
    expect(await product.runs.recordProduction(cardEvent(cardId, 'printed'))).toMatchObject({
      kind: 'taken',
    })
  })

  it('D7 writes nothing that needs no clerk either in the name of another run', async () => {
    const { product, teller, rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const before = await rowOf(requestId)
    const effects: RequestStepEffect[] = [
      { kind: 'enteredReview', dueAt: DUE },
      { kind: 'dueMoved', dueAt: DUE },
      { kind: 'reminded', about: 'reviewOverdue' },
      { kind: 'refusalsCounted', count: 1 },
      { kind: 'repaired' },
    ]
    for (const effect of effects)
      expect(await write(await nextStep(requestId, IN_REVIEW, effect))).toBe(FAILURES.unprovenStep)
    expect(await rowOf(requestId)).toEqual(before)
    await expectUntouched({ story, seq: before.seq })

    const { input } = await teller.card('approved')
    const request = { input, at: new Date().toISOString() }
    expect(await executeAsStranger(product.client, 'fileRequest', request)).toBe(
      FAILURES.unprovenStep,
    )
    expect(await product.store.requests.exists({ _id: input.requestId })).toBeNull()
  })

  it('D3 neither holds a card nor lets one go in the name of its production', async () => {
    const { product, teller } = live()
    const cardId = await teller.cardInProduction(randomUUID())
    const { requestId } = await product.store.cards.findById(cardId).orFail().lean()
    for (const subState of ['printHeld', 'awaitingPrint'] as const) {
      const step: CardStep = {
        ...{ cardId, requestId, seq: 1, at: new Date().toISOString() },
        ...{ subState, by: null, eventId: null },
      }
      expect(await executeAsStranger(product.client, 'recordCardStep', step)).toBe(
        FAILURES.unprovenStep,
      )
    }
    expect(await product.runs.recordProduction(cardEvent(cardId, 'printed'))).toMatchObject({
      kind: 'taken',
    })
  })

  it('D7 moves a request to no state that its effect does not lead to, in the place of a lost run either', async () => {
    const { product, runOf, rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const row = await rowOf(requestId)
    const { workflowId } = runOf(story)
    await runOf(story).terminate()
    const effect = { kind: 'enteredReview', dueAt: DUE } as const
    const printing = { ...APPROVED_CARD, status: 'pending' } as unknown as RequestState
    for (const state of [APPROVED_CARD, REJECTED, printing, WITH_HEAD]) {
      const step = await nextStep(requestId, state, effect)
      expect(await executeAsStranger(product.client, 'recordStep', step, { workflowId })).toBe(
        FAILURES.projectionConflict,
      )
    }
    expect(await rowOf(requestId)).toEqual(row)
  })

  it('D7 finds the claim of a step that was ordered before steps carried it', async () => {
    const { product, runOf, rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const message = opening(requestId)
    const { openingId } = message
    const effect = { kind: 'reviewOpened', openingId, by: CLERK, provenBy: 'test' } as const
    const step = await nextStep(requestId, IN_REVIEW, effect)
    const before = { name: 'reviewOpened', message } as const
    const { workflowId } = runOf(story)
    await runOf(story).terminate()
    expect(
      await executeAsStranger(product.client, 'recordStep', step, { before, workflowId }),
    ).toBeNull()
    expect((await rowOf(requestId)).opened).toMatchObject({ openingId, by: CLERK })
  })
})
