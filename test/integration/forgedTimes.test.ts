/**
 * Times that somebody's own run names to the product's workers. Anybody who can reach the engine can
 * start such a run, also in the place of a lost one; the activities hold them to their own clock and
 * to the record.
 */
import { randomUUID } from 'node:crypto'
import { NOT_YET } from '../../activities/activityClock'
import { FAILURES } from '../../workflows/contract'
import type { CardStep, RequestStep } from '../../workflows/contract'
import { CLOCK_TOLERANCE_MS } from '../../workflows/domain/proof'
import { DRAFT_DAYS } from '../../workflows/domain/retention'
import { DAY_MS } from '../support/durations'
import { useLiveProduct } from '../support/liveProduct'
import { cardEvent, CLERK, opening } from '../support/messages'
import { IN_REVIEW } from '../support/requestStates'
import { executeAsStranger } from '../support/strangersRun'

const BEYOND_CLOCKS_MS = 2 * CLOCK_TOLERANCE_MS
/** Ends a run, so that somebody else can take its place. */
async function lose<Run extends { terminate(): Promise<unknown> }>(run: Run): Promise<Run> {
  await run.terminate()
  return run
}
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()

describe('a time that the run of a stranger names', () => {
  const live = useLiveProduct()

  const asStranger: (
    ...what: Parameters<typeof executeAsStranger> extends [unknown, ...infer Rest] ? Rest : never
  ) => Promise<string | null> = (...what) => executeAsStranger(live().product.client, ...what)

  it('D7 dates no step of a request in the future, or before the one on record', async () => {
    const { runOf, rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const before = await rowOf(requestId)
    const early = new Date(before.audit.at(-1)!.at.getTime() - BEYOND_CLOCKS_MS).toISOString()
    // Proven as of the time that the step names, so that only the step's own time can be refused.
    const { openingId, claim } = opening(requestId, { at: early })
    const step: RequestStep = {
      ...{ requestId, seq: before.seq + 1, at: early, state: IN_REVIEW },
      effect: { kind: 'reviewOpened', openingId, by: CLERK, provenBy: 'test', claim },
    }
    const { workflowId } = await lose(runOf(story))
    const write = (at: string) => asStranger('recordStep', { ...step, at }, { workflowId })
    expect(await write(inMs(DAY_MS))).toBe(NOT_YET)
    expect(await write(inMs(BEYOND_CLOCKS_MS))).toBe(NOT_YET)
    expect(await write(early)).toBe(FAILURES.projectionConflict)
    expect(await rowOf(requestId)).toEqual(before)
  })

  it('takes a step whose time the clocks of two servers tell differently', async () => {
    const { runOf, rowOf, inReview } = live()
    const story = await inReview()
    const { requestId } = story.input
    const { workflowId } = await lose(runOf(story))
    for (const ms of [CLOCK_TOLERANCE_MS / 2, -CLOCK_TOLERANCE_MS / 2]) {
      const { seq, audit } = await rowOf(requestId)
      const effect = { kind: 'reminded', about: 'reviewDueSoon' } as const
      const at = new Date(Math.min(audit.at(-1)!.at.getTime(), Date.now()) + ms).toISOString()
      const step = { requestId, seq: seq + 1, at, state: IN_REVIEW, effect }
      expect(await asStranger('recordStep', step, { workflowId })).toBeNull()
    }
  })

  it('D1 dates no step of a card in the future, or before the one on record', async () => {
    const { product, teller, productionOf } = live()
    const cardId = await teller.cardInProduction(randomUUID())
    const { requestId, audit } = await product.store.cards.findById(cardId).orFail().lean()
    const early = new Date(audit.at(-1)!.at.getTime() - BEYOND_CLOCKS_MS).toISOString()
    const { eventId, claim } = cardEvent(cardId, 'printed', { at: early })
    const step: CardStep = {
      ...{ cardId, requestId, seq: 1, at: inMs(BEYOND_CLOCKS_MS), subState: 'printed' },
      ...{ by: CLERK, eventId, claim },
    }
    const { workflowId } = await lose(productionOf(cardId))
    expect(await asStranger('recordCardStep', step, { workflowId })).toBe(NOT_YET)
    expect(await asStranger('recordCardStep', { ...step, at: early }, { workflowId })).toBe(
      FAILURES.projectionConflict,
    )
    expect(await product.store.cards.findById(cardId).lean()).toMatchObject({
      seq: 0,
      subState: 'awaitingPrint',
    })
  })

  it('files nothing in the future', async () => {
    const { product, teller } = live()
    const { input } = await teller.card('approved')
    expect(await asStranger('fileRequest', { input, at: inMs(DAY_MS) })).toBe(NOT_YET)
    expect(await product.store.requests.exists({ _id: input.requestId })).toBeNull()
  })

  it('D13 deletes nothing before its term', async () => {
    const { store } = live().product
    const _id = randomUUID()
    await store.drafts.create({
      ...{ _id, ownerId: randomUUID(), personId: randomUUID(), type: 'cardRequest' },
      ...{ documents: [], submitted: false, updatedAt: new Date() },
    })
    const at = inMs((DRAFT_DAYS + 1) * DAY_MS)
    expect(await asStranger('beginDeletion', { at })).toBe(NOT_YET)
    expect(await asStranger('endDeletion', { ids: [], at })).toBe(NOT_YET)
    expect(await asStranger('deleteWaitingFiles', { at })).toBe(NOT_YET)
    expect(await store.drafts.exists({ _id })).not.toBeNull()
    expect(await asStranger('beginDeletion', { at: inMs(0) })).toBeNull()
  })
})
