/**
 * A request or card in every state that a run can be seen in, brought there by the product itself.
 */
import { cardProductionWorkflowId, requestWorkflowId } from '../../workflows/contract'
import type { ProductionEventKind } from '../../workflows/contract'
import type { CancellationReason } from '../../workflows/domain/reasons'
import { gatherCrowd } from './crowd'
import {
  approval,
  cancellationRequestInput,
  cardArrival,
  cardEvent,
  storedDocument,
} from './messages'
import type { Product } from './product'
import { createStoryTeller } from './stories'
import type { Story } from './stories'
import { waitFor } from './world'

/** A run, and the number of the request that it is about. */
export interface Stage {
  workflowId: string
  requestNumber: string
}

interface ApprovedCard {
  story: Story
  cardId: string
  production: Stage
}

export type Stages = Awaited<ReturnType<typeof reachStages>>

/** Brings one request or card to each stage, all at once. */
export async function reachStages(product: Product) {
  const { store, runs, client } = product
  const teller = await createStoryTeller(product)
  const crowd = gatherCrowd(product)

  const stageOf = ({ input, personKey }: Story): Stage => ({
    workflowId: requestWorkflowId(personKey),
    requestNumber: input.requestNumber,
  })

  async function inReview(story: Story): Promise<Story> {
    await crowd.file(story)
    await crowd.ready(story)
    return story
  }

  async function decided(story: Story): Promise<Story> {
    await crowd.decide(await inReview(story))
    const { requestId } = story.input
    await waitFor(() => store.requests.exists({ _id: requestId, open: false }), {
      what: `the end of ${requestId}`,
    })
    // The run holds the relative's lock until it has ended.
    await client.workflow.getHandle(requestWorkflowId(story.personKey)).result()
    return story
  }

  /** A request with missing files: its document check never ends. */
  async function received(): Promise<Story> {
    const story = await teller.card('approved')
    const unchecked = { ...story, input: { ...story.input, documents: [storedDocument('photo')] } }
    await crowd.file(unchecked)
    return unchecked
  }

  async function awaitingCard(): Promise<Story> {
    const story = { ...(await teller.returned('approved')), arrival: null }
    await crowd.file(story)
    await waitFor(() => crowd.subStateOf(story) === 'awaitingCard', {
      what: 'a cancellation to await its card',
    })
    return story
  }

  /** An approved card, after some events of production. */
  async function card(...events: ProductionEventKind[]): Promise<ApprovedCard> {
    const story = await decided(await teller.card('approved'))
    const row = await store.requests.findById(story.input.requestId).orFail().lean()
    const cardId = row.cardId!
    for (const kind of events) await runs.recordProduction(cardEvent(cardId, kind))
    const production = { workflowId: cardProductionWorkflowId(cardId), requestNumber: row.number }
    return { story, cardId, production }
  }

  /** The cancellation of such a card; a card that must come back has arrived. */
  function cancellationOf(
    { cardId, story }: ApprovedCard,
    reason: CancellationReason,
    cardComes: boolean,
  ): Story {
    const { personId } = story.input
    const input = cancellationRequestInput({
      requestNumber: `${story.input.requestNumber}0`,
      personId,
      cardId,
      reason,
    })
    const arrival = cardComes ? cardArrival(input.requestId) : null
    return { ...story, input, arrival, decision: approval(input.requestId) }
  }

  async function printHeld() {
    const held = await card()
    return {
      card: held.production,
      cancellation: stageOf(await inReview(cancellationOf(held, 'divorce', false))),
    }
  }

  async function printStopped() {
    const stopped = await card()
    return {
      card: stopped.production,
      cancellation: stageOf(await decided(cancellationOf(stopped, 'divorce', false))),
    }
  }

  async function dispatchHeld() {
    const held = await card('printed')
    await inReview(cancellationOf(held, 'divorce', false))
    return held.production
  }

  async function cancelledAfterDispatch() {
    const sent = await card('printed', 'sent')
    await decided(cancellationOf(sent, 'damaged', true))
    return sent.production
  }

  const [
    check,
    review,
    awaiting,
    approved,
    returned,
    printed,
    sent,
    delivered,
    held,
    stopped,
    cancelled,
    dispatch,
  ] = await Promise.all([
    received(),
    teller.card('approved').then(inReview),
    awaitingCard(),
    card(),
    teller.card('rejected').then(decided),
    card('printed'),
    card('printed', 'sent'),
    card('printed', 'sent', 'delivered'),
    printHeld(),
    printStopped(),
    cancelledAfterDispatch(),
    dispatchHeld(),
  ])
  await crowd.leave()
  return {
    received: stageOf(check),
    inReview: stageOf(review),
    awaitingCard: stageOf(awaiting),
    approved: stageOf(approved.story),
    returned: stageOf(returned),
    awaitingPrint: approved.production,
    printed: printed.production,
    sent: sent.production,
    delivered: delivered.production,
    printHeld: held.card,
    dispatchHeld: dispatch,
    cancellationInReview: held.cancellation,
    printStopped: stopped.card,
    cancellationApproved: stopped.cancellation,
    cardCancelled: cancelled,
  } satisfies Record<string, Stage>
}
