/**
 * Requests of every kind with all messages that will be sent about each; their documents and cards
 * are made here.
 */
import { randomUUID } from 'node:crypto'
import { createRecordActivities } from '../../activities'
import type { Store } from '../../services/shared/store/connection'
import { nextRequestNumber } from '../../services/shared/store/nextRequestNumber'
import { cardProductionWorkflowId, PRODUCTION_EVENTS, TASK_QUEUES } from '../../workflows/contract'
import type {
  BureauDecision,
  CancellationRequestInput,
  CardRequestInput,
  PhysicalCardReceived,
  RequestStep,
  StoredDocument,
} from '../../workflows/contract'
import type { DocumentKind } from '../../workflows/domain/documents'
import { requiredDocuments } from '../../workflows/domain/documents'
import type { CancellationReason } from '../../workflows/domain/reasons'
import {
  approval,
  cancellationRequestInput,
  cardArrival,
  cardRequestInput,
  CLERK,
  rejection,
} from './messages'
import { writePeople } from './peopleOnRecord'
import type { Product } from './product'
import { AWAITING_PRINT, IN_REVIEW } from './requestStates'
import { DOCUMENT_KINDS, validSample } from './samples'

export interface Story {
  personKey: string
  input: CardRequestInput | CancellationRequestInput
  /** Of a card that must come back before the decision. */
  arrival: PhysicalCardReceived | null
  /** Proven again when it is sent. */
  decision: BureauDecision
}

const YEAR = 2026

type Outcome = BureauDecision['outcome']
type Maker = (outcome: Outcome) => Promise<Story>
export type StoryTeller = Awaited<ReturnType<typeof createStoryTeller>>

/** Stores a valid file of each kind, and returns a maker of stories that use them. */
export async function createStoryTeller({
  store,
  client,
  documents,
}: Pick<Product, 'store' | 'client' | 'documents'>) {
  const record = createRecordActivities(store)
  const stored = Object.fromEntries(
    await Promise.all(
      DOCUMENT_KINDS.map(async (kind) => [
        kind,
        await documents.put(kind, await validSample(kind)),
      ]),
    ),
  ) as Record<DocumentKind, StoredDocument>

  /** A request for a card. */
  const card: Maker = async (outcome) => {
    const input = cardRequestInput({ requestNumber: await nextRequestNumber(store, YEAR) })
    return story(
      store,
      { ...input, documents: requiredDocuments(input).map((kind) => stored[kind]) },
      null,
      outcome,
    )
  }

  /** The cancellation of a card that was lost after its delivery. */
  const lost: Maker = async (outcome) =>
    story(store, await cancellation('lostOrStolen', 'delivered'), null, outcome)

  /** The cancellation of a delivered card, which must come back. */
  const returned: Maker = async (outcome) => {
    const input = await cancellation('damaged', 'delivered')
    return story(store, input, cardArrival(input.requestId), outcome)
  }

  /** The cancellation of a card before its print. */
  const unprinted: Maker = async (outcome) =>
    story(store, await cancellation('divorce', 'awaitingPrint'), null, outcome)

  async function cancellation(reason: CancellationReason, card: 'delivered' | 'awaitingPrint') {
    const personId = randomUUID()
    const cardId = await (card === 'delivered'
      ? deliveredCard(personId)
      : cardInProduction(personId))
    const requestNumber = await nextRequestNumber(store, YEAR)
    const input = cancellationRequestInput({ requestNumber, personId, cardId, reason })
    return { ...input, documents: requiredDocuments(input).map((kind) => stored[kind]) }
  }

  /** A card of long ago, whose production run has ended. */
  async function deliveredCard(personId: string): Promise<string> {
    const { cardId, requestId, at } = await approvedCard(personId)
    for (const [index, subState] of PRODUCTION_EVENTS.entries()) {
      await record.recordCardStep({
        cardId,
        requestId,
        seq: index + 1,
        at,
        subState,
        by: CLERK,
        eventId: randomUUID(),
      })
    }
    return cardId
  }

  async function cardInProduction(personId: string): Promise<string> {
    const { cardId, requestId, requestNumber, unitCode } = await approvedCard(personId)
    await client.workflow.start('cardProduction', {
      workflowId: cardProductionWorkflowId(cardId),
      taskQueue: TASK_QUEUES.requests,
      args: [{ cardId, requestId, requestNumber, unitCode }],
    })
    return cardId
  }

  /** A decided card request and its card, as earlier runs left them in the record. */
  async function approvedCard(personId: string) {
    const input = cardRequestInput({
      personId,
      requestNumber: await nextRequestNumber(store, YEAR),
      documents: [],
    })
    const { requestId } = input
    const cardId = randomUUID()
    const at = new Date().toISOString()
    const steps: Pick<RequestStep, 'state' | 'effect'>[] = [
      {
        state: IN_REVIEW,
        effect: { kind: 'enteredReview', dueAt: at },
      },
      {
        state: AWAITING_PRINT,
        effect: { kind: 'cardApproved', decision: approval(requestId), cardId },
      },
    ]
    await record.fileRequest({ input, at })
    for (const [index, step] of steps.entries())
      await record.recordStep({ requestId, seq: index + 1, at, ...step })
    return { ...input, cardId, at }
  }

  const makers: readonly (readonly [Maker, Outcome])[] = [
    [card, 'approved'],
    [lost, 'approved'],
    [returned, 'approved'],
    [card, 'rejected'],
    [unprinted, 'approved'],
    [card, 'approved'],
    [returned, 'rejected'],
    [unprinted, 'rejected'],
  ]
  return {
    card,
    lost,
    returned,
    unprinted,
    deliveredCard,
    cardInProduction,
    /** This number of stories, all kinds in turn. */
    mixed: (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) => {
          const [make, outcome] = makers[index % makers.length]!
          return make(outcome)
        }),
      ),
  }
}

async function story(
  store: Store,
  input: Story['input'],
  arrival: Story['arrival'],
  outcome: Outcome,
): Promise<Story> {
  const decision =
    outcome === 'approved'
      ? approval(input.requestId)
      : rejection(input.requestId, { reasons: ['otherReason'] })
  const personKey = randomUUID()
  await writePeople(store, [{ _id: input.personId, personKey }])
  return { personKey, input, arrival, decision }
}
