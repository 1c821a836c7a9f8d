/**
 * Messages in the name of the bureau, sent to the real engine by somebody who can reach it but is not
 * the bureau.
 */
import { randomUUID } from 'node:crypto'
import { createClaims } from '../../services/shared/claims/claims'
import {
  newClaimKeys,
  parseClaimKey,
  parseClaimPublicKeys,
} from '../../services/shared/claims/keys'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { connectTemporal } from '../../services/shared/temporal/connection'
import type { TemporalConnection } from '../../services/shared/temporal/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import type { RequestRuns } from '../../services/shared/temporal/requestRuns'
import { explanationsOf } from '../../services/portal/operations/explanations'
import {
  arrivalReverted,
  bureauDecision,
  cardProductionWorkflowId,
  escalated,
  escalationReturned,
  physicalCardReceived,
  productionEvent,
  productionStateQuery,
  requestStateQuery,
  requestWorkflowId,
} from '../../workflows/contract'
import type { BureauDecision, Proven } from '../../workflows/contract'
import { CLAIM_VALID_MS, CLOCK_TOLERANCE_MS } from '../../workflows/domain/proof'
import { addDays, istanbulDayOf } from '../../workflows/domain/istanbul'
import { CLAIM_SETTINGS } from '../support/claims'
import { gatherCrowd } from '../support/crowd'
import type { Crowd } from '../support/crowd'
import { flood } from '../support/flood'
import {
  approval,
  arrivalReversal,
  cardArrival,
  cardEvent,
  CLERK,
  escalation,
  escalationReturn,
  rejection,
} from '../support/messages'
import { createStoryTeller } from '../support/stories'
import type { Story, StoryTeller } from '../support/stories'
import { startWorkers } from '../support/workers'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

const strangersKeys = newClaimKeys('stranger')
const stranger = createClaims(parseClaimKey(strangersKeys.CLAIM_KEY))
/** Signs in the name of the tests' key, with another one. */
const impostor = createClaims(
  parseClaimKey(
    strangersKeys.CLAIM_KEY.replace(/^stranger:/, `${CLAIM_SETTINGS.CLAIM_KEY.split(':')[0]}:`),
  ),
)
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString()

describe('a forged message', () => {
  let world: TestWorld
  let store: Store
  let temporal: TemporalConnection
  let runs: RequestRuns
  let teller: StoryTeller
  let crowd: Crowd
  let documents: ReturnType<typeof createDocumentStore>
  let stopWorkers: () => Promise<void>
  beforeAll(async () => {
    world = await createTestWorld()
    store = await connectStore(world.mongoUrl, world.auditKeys)
    temporal = connectTemporal(world.temporal)
    runs = createRequestRuns(temporal.client)
    documents = createDocumentStore(world.s3)
    teller = await createStoryTeller({ store, client: temporal.client, documents })
    crowd = gatherCrowd({ store, runs })
    stopWorkers = await startWorkers(world, { store, documents })
  })
  afterAll(async () => {
    await crowd.leave()
    await stopWorkers()
    await Promise.all([temporal.close(), store.close()])
    await world.cleanUp()
  })

  const runOf = ({ personKey }: Story) =>
    temporal.client.workflow.getHandle(requestWorkflowId(personKey))
  const productionOf = (cardId: string) =>
    temporal.client.workflow.getHandle(cardProductionWorkflowId(cardId))
  const rowOf = ({ input }: Story) => store.requests.findById(input.requestId).orFail().lean()

  async function inReview(): Promise<Story> {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    return story
  }

  async function awaitingCard(): Promise<Story> {
    const story = { ...(await teller.returned('approved')), arrival: null }
    await crowd.file(story)
    await waitFor(() => crowd.subStateOf(story) === 'awaitingCard', { what: 'the wait for a card' })
    return story
  }

  /** The refusals of a run, once it has so many. */
  const refusalsOf = (story: Story, count: number) =>
    waitFor(
      async () => {
        const { refusals } = await runOf(story).query(requestStateQuery)
        return refusals.length >= count ? refusals : null
      },
      { what: `${count} refusals` },
    )

  /** The run still waits, has recorded why it refused, and takes an honest decision. */
  async function expectWaiting(story: Story, causes: string[]): Promise<void> {
    const lines = async () =>
      (await rowOf(story)).audit.filter(({ action }) => action === 'refused')
    await waitFor(async () => (await lines()).length === causes.length, {
      what: 'the refusals in the record',
    })
    expect((await lines()).map(({ cause }) => cause)).toEqual(causes)
    expect(await rowOf(story)).toMatchObject({ status: 'pending', subState: 'inReview' })
    await crowd.decide(story)
    expect(await runOf(story).result()).toEqual({ outcome: 'approved' })
  }

  it('D7 typed by hand decides nothing, not even in the name of nobody in 2020', async () => {
    const story = await inReview()
    const { claim: _claim, ...typed } = approval(story.input.requestId, {
      by: 'not-a-clerk-at-all',
      at: '2020-01-01T00:00:00Z',
    })
    await runOf(story).signal<unknown[]>(bureauDecision.name, typed)
    const { claim } = approval(randomUUID())
    await runOf(story).signal(bureauDecision, { ...typed, claim })
    // Nobody has proven who sent it.
    expect(await refusalsOf(story, 2)).toMatchObject([
      { cause: 'unproven', messageId: typed.decisionId, by: null },
      { cause: 'unproven', messageId: typed.decisionId, by: null },
    ])
    await expectWaiting(story, ['unproven', 'unproven'])
  })

  it('D7 D8 that changes one field of a clerk’s message proves nothing', async () => {
    const story = await inReview()
    const honest = rejection(story.input.requestId)
    for (const changed of [
      { outcome: 'approved' as const, reasons: [] },
      { by: 'another-clerk' },
      { at: ago(1_000) },
      { decisionId: randomUUID() },
      { explanationId: randomUUID() },
    ])
      await runOf(story).signal(bureauDecision, { ...honest, ...changed })
    await refusalsOf(story, 5)
    await expectWaiting(
      story,
      Array.from({ length: 5 }, () => 'unproven'),
    )
  })

  it('D7 signed with an unknown key, or with another key of that name, decides nothing', async () => {
    const story = await inReview()
    const { claim: _claim, ...fields } = approval(story.input.requestId)
    await runOf(story).signal(bureauDecision, stranger.prove('bureauDecision', fields))
    await runOf(story).signal(bureauDecision, impostor.prove('bureauDecision', fields))
    expect(await refusalsOf(story, 2)).toMatchObject([
      { cause: 'unknownKey', by: null },
      { cause: 'badSignature', by: null },
    ])
    await expectWaiting(story, ['unknownKey', 'badSignature'])
  })

  it('D7 that repeats a refused message decides nothing later', async () => {
    const story = await awaitingCard()
    const early = approval(story.input.requestId)
    expect(await runs.decide(story.personKey, early)).toMatchObject({ cause: 'tooEarly' })
    await runs.recordArrival(story.personKey, cardArrival(story.input.requestId))
    await crowd.ready(story)
    await runOf(story).signal(bureauDecision, early)
    expect(await refusalsOf(story, 2)).toMatchObject([
      { cause: 'tooEarly', by: CLERK },
      { cause: 'replayed', by: CLERK, messageId: early.decisionId },
    ])
    await expectWaiting(story, ['tooEarly', 'replayed'])
  })

  it('D7 of another request decides nothing', async () => {
    const [story, other] = [await inReview(), await inReview()]
    await runOf(story).signal(bureauDecision, approval(other.input.requestId))
    expect(await refusalsOf(story, 1)).toMatchObject([{ cause: 'otherRequest', by: CLERK }])
    await expectWaiting(story, ['otherRequest'])
  })

  it('D7 that is older than 15 minutes, or from the future, decides nothing', async () => {
    const story = await inReview()
    const { requestId } = story.input
    await runOf(story).signal(
      bureauDecision,
      approval(requestId, { at: ago(CLAIM_VALID_MS + 5_000) }),
    )
    await runOf(story).signal(bureauDecision, approval(requestId, { at: ago(-90_000) }))
    expect(await refusalsOf(story, 2)).toMatchObject([{ cause: 'expired' }, { cause: 'expired' }])
    await expectWaiting(story, ['expired', 'expired'])
  })

  it('D7 that the bureau has signed before the run’s last step decides nothing', async () => {
    const story = await inReview()
    const { requestId } = story.input
    const at = ago(CLOCK_TOLERANCE_MS + 30_000)
    const before = approval(requestId, { at })
    expect(await runs.decide(story.personKey, before)).toMatchObject({ cause: 'tooEarly' })
    expect(await refusalsOf(story, 1)).toMatchObject([
      { cause: 'tooEarly', messageId: before.decisionId, by: CLERK, at, provenBy: 'test' },
    ])
    await expectWaiting(story, ['tooEarly'])
  })

  it('D6 that the bureau has signed before the run’s last step brings no card', async () => {
    const story = await awaitingCard()
    const { requestId } = story.input
    const before = cardArrival(requestId, { at: ago(CLOCK_TOLERANCE_MS + 30_000) })
    expect(await runs.recordArrival(story.personKey, before)).toMatchObject({ cause: 'notAwaited' })
    expect(await runs.recordArrival(story.personKey, cardArrival(requestId))).toEqual({
      kind: 'taken',
    })
    await crowd.ready(story)
    await expectWaiting(story, ['notAwaited'])
  })

  it('moves no case to the head or back, and decides none that the head has', async () => {
    const story = await inReview()
    const { requestId } = story.input
    const { claim: _escalated, ...handing } = escalation(requestId)
    await runOf(story).signal(escalated, stranger.prove('escalated', handing))
    expect(await runs.escalate(story.personKey, escalation(requestId))).toEqual({ kind: 'taken' })
    const { claim: _returned, ...back } = escalationReturn(requestId)
    await runOf(story).signal(escalationReturned, impostor.prove('escalationReturned', back))
    // A clerk's own message, changed into one of the head.
    const ofClerk = approval(requestId)
    await runOf(story).signal(bureauDecision, { ...ofClerk, asHead: true })
    expect((await refusalsOf(story, 3)).map(({ cause }) => cause)).toEqual([
      'unknownKey',
      'badSignature',
      'unproven',
    ])
    expect((await runOf(story).query(requestStateQuery)).state.subState).toBe('withHead')
    expect(await runs.giveBack(story.personKey, escalationReturn(requestId))).toEqual({
      kind: 'taken',
    })
    await waitFor(async () => (await rowOf(story)).subState === 'inReview', {
      what: 'the return in the record',
    })
    await expectWaiting(story, ['unknownKey', 'badSignature', 'unproven'])
  })

  it('S45 shows nobody the explanation of another request', async () => {
    const [story, other] = [await inReview(), await inReview()]
    const { requestId } = story.input
    const text = 'Dekontun tarihi okunmuyor.'
    const _id = randomUUID()
    const ofOther = { _id, requestId: other.input.requestId, text, by: CLERK, at: new Date() }
    await store.explanations.create(ofOther)
    const foreign = rejection(requestId, { explanationId: _id })
    const { claim: _claim, ...typed } = foreign
    await runOf(story).signal<unknown[]>(bureauDecision.name, {
      ...typed,
      decisionId: randomUUID(),
    })
    expect(await refusalsOf(story, 1)).toMatchObject([{ cause: 'unproven' }])

    expect(await runs.decide(story.personKey, foreign)).toEqual({ kind: 'taken' })
    await runOf(story).result()
    const row = await rowOf(story)
    expect(row.decision).toMatchObject({ outcome: 'rejected', explanationId: null })
    const named = { ...row, decision: { ...row.decision!, explanationId: _id } }
    expect([...(await explanationsOf(store, [named]))]).toEqual([])
  })

  it('S67 S68 with a letter of 1900 from nobody brings no card', async () => {
    const story = await awaitingCard()
    const { requestId } = story.input
    const { claim: _claim, ...typed } = cardArrival(requestId, {
      by: 'nobody',
      letterDate: '1900-01-01',
    })
    await runOf(story).signal<unknown[]>(physicalCardReceived.name, typed)
    const tomorrow = addDays(istanbulDayOf(new Date().toISOString()), 1)
    for (const letterDate of ['1900-01-01', tomorrow])
      await runOf(story).signal(physicalCardReceived, cardArrival(requestId, { letterDate }))
    expect((await refusalsOf(story, 3)).map(({ cause }) => cause)).toEqual([
      'unproven',
      'letterDate',
      'letterDate',
    ])
    const run = await runOf(story).query(requestStateQuery)
    expect(run).toMatchObject({ cardReceived: null, state: { subState: 'awaitingCard' } })
    expect(await runs.recordArrival(story.personKey, cardArrival(requestId))).toEqual({
      kind: 'taken',
    })
  })

  it('D6 of a ghost takes no arrival back', async () => {
    const story = await awaitingCard()
    const arrival = cardArrival(story.input.requestId)
    expect(await runs.recordArrival(story.personKey, arrival)).toEqual({ kind: 'taken' })
    const { claim: _claim, ...typed } = arrivalReversal(arrival, { by: 'ghost' })
    await runOf(story).signal<unknown[]>(arrivalReverted.name, typed)
    await runOf(story).signal(arrivalReverted, impostor.prove('arrivalReverted', typed))
    expect((await refusalsOf(story, 2)).map(({ cause }) => cause)).toEqual([
      'unproven',
      'badSignature',
    ])
    const run = await runOf(story).query(requestStateQuery)
    expect(run).toMatchObject({ cardReceived: { receiptId: arrival.receiptId } })
  })

  it('D1 of a ghost moves no card', async () => {
    const cardId = await teller.cardInProduction(randomUUID())
    const { claim: _claim, ...typed } = cardEvent(cardId, 'printed', { by: 'ghost' })
    await productionOf(cardId).signal<unknown[]>(productionEvent.name, typed)
    await productionOf(cardId).signal(productionEvent, stranger.prove('productionEvent', typed))
    await productionOf(cardId).signal(productionEvent, cardEvent(randomUUID(), 'printed'))
    const state = await waitFor(
      async () => {
        const run = await productionOf(cardId).query(productionStateQuery)
        return run.refusals.length === 3 ? run : null
      },
      { what: 'three refusals' },
    )
    expect(state.refusals.map(({ cause }) => cause)).toEqual([
      'unproven',
      'unknownKey',
      'otherRequest',
    ])
    expect(state.state.subState).toBe('awaitingPrint')
    const printed = cardEvent(cardId, 'printed')
    expect(await runs.recordProduction(printed)).toEqual({ kind: 'taken' })
    const line = await waitFor(
      async () =>
        (await store.cards.findById(cardId).orFail().lean()).audit.find(
          ({ eventId }) => eventId === printed.eventId,
        ) ?? null,
      { what: 'the print in the record' },
    )
    expect(line).toMatchObject({ by: CLERK, provenBy: 'test' })
  })

  it('D7 in a flood of thousands keeps no honest decision out', async () => {
    const story = await inReview()
    const { claim: _claim, ...fields } = approval(story.input.requestId)
    await flood(world.temporal, runOf(story), {
      signal: bureauDecision.name,
      count: 4_000,
      make: () => impostor.prove('bureauDecision', { ...fields, decisionId: randomUUID() }),
    })
    const decision = approval(story.input.requestId)
    await waitFor(
      async () => (await runs.decide(story.personKey, decision).catch(() => null)) !== null,
      { what: 'the decision to be answered' },
    )
    expect(await runOf(story).result()).toEqual({ outcome: 'approved' })
    const { decision: kept, audit } = await rowOf(story)
    expect(kept).toMatchObject({ decisionId: decision.decisionId, by: CLERK })
    expect(audit.filter(({ action }) => action === 'refused').length).toBeLessThanOrEqual(100)
  })

  describe('while the workers are stopped', () => {
    async function restart(publicKeys?: ReturnType<typeof parseClaimPublicKeys>): Promise<void> {
      stopWorkers = await startWorkers(world, {
        store,
        documents,
        ...(publicKeys === undefined ? {} : { publicKeys }),
      })
    }

    it('D7 is no reason for an honest one to expire: what counts is when the server accepted it', async () => {
      const [story, late] = [await inReview(), await inReview()]
      await stopWorkers()
      const limit = ago(CLAIM_VALID_MS - 2_000)
      // Fresh when the server accepts it, expired when a worker is there again.
      const honest = approval(story.input.requestId, { at: limit })
      await runOf(story).signal(bureauDecision, honest)
      await waitFor(() => Date.now() > Date.parse(limit) + CLAIM_VALID_MS + 1_000, {
        what: 'the message to be older than 15 minutes',
      })
      await runOf(late).signal(bureauDecision, approval(late.input.requestId, { at: limit }))
      await restart()
      expect(await refusalsOf(late, 1)).toMatchObject([{ cause: 'expired' }])
      // It was made before the review, as a test can make one; only its age is in question here.
      expect(await refusalsOf(story, 1)).toMatchObject([{ cause: 'tooEarly' }])
    })

    it('D7 the bureau’s key can be replaced: the new one counts, the old one no longer, and what was proven stays', async () => {
      const [before, after] = [await awaitingCard(), await inReview()]
      const arrival = cardArrival(before.input.requestId)
      expect(await runs.recordArrival(before.personKey, arrival)).toEqual({ kind: 'taken' })
      await crowd.ready(before)

      const next = newClaimKeys('k2')
      const nextClaims = createClaims(parseClaimKey(next.CLAIM_KEY))
      const signed = ({ claim: _claim, ...fields }: Proven<BureauDecision>) =>
        nextClaims.prove('bureauDecision', fields)
      await stopWorkers()
      await restart(
        parseClaimPublicKeys(`${CLAIM_SETTINGS.CLAIM_PUBLIC_KEYS},${next.CLAIM_PUBLIC_KEYS}`),
      )
      expect(await runs.decide(after.personKey, signed(approval(after.input.requestId)))).toEqual({
        kind: 'taken',
      })

      await stopWorkers()
      await restart(parseClaimPublicKeys(next.CLAIM_PUBLIC_KEYS))
      expect(await runs.decide(before.personKey, approval(before.input.requestId))).toMatchObject({
        kind: 'refused',
        cause: 'unknownKey',
      })
      expect((await runOf(before).query(requestStateQuery)).cardReceived).toMatchObject({
        receiptId: arrival.receiptId,
        provenBy: 'test',
      })
      expect(await runs.decide(before.personKey, signed(approval(before.input.requestId)))).toEqual(
        { kind: 'taken' },
      )
      expect(await runOf(before).result()).toEqual({ outcome: 'approved' })
    })
  })
})
