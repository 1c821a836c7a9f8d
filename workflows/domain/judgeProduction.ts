/**
 * Accepts or refuses the messages about the production of a card, with the cause (D1, D2, D3). Pure,
 * like judgement.ts.
 */
import { ACTION_OF_EVENT, ACTION_OF_REVERSAL, isPossible } from './allowedActions'
import { isAfter, malformed, verdictOn } from './judgement'
import type { Verdict } from './judgement'
import { readProductionEvent, readProductionReversal } from './messages'
import type {
  ProductionEvent,
  ProductionEventKind,
  ProductionReversal,
  Refusal,
  RefusalCause,
} from './messages'
import { isHeld } from './requestState'
import type { CardRequestState, ProductionSubState } from './requestState'
import type { CancellationDecided, CancellationMessage, CancellationOnRecord } from './runMessages'

/**
 * Judges an event of production (D1, D3): printed, sent and delivered come in this order, and none
 * while a cancellation holds the card.
 */
export function judgeProductionEvent(
  facts: {
    cardId: string
    state: CardRequestState
    since?: string | undefined
    taken: readonly { kind: ProductionEvent['kind'] }[]
  },
  raw: unknown,
  now: string,
): Verdict<ProductionEvent> {
  const event = readProductionEvent(raw)
  if (event === null) return malformed('productionEvent', raw, 'eventId', now)
  const cause = ((): RefusalCause | null => {
    if (event.cardId !== facts.cardId) return 'otherRequest'
    if (isHeld(facts.state.subState)) return facts.state.subState
    if (facts.taken.some(({ kind }) => kind === event.kind)) return 'alreadyReceived'
    if (!isPossible(facts.state, ACTION_OF_EVENT[event.kind])) return 'wrongOrder'
    return isAfter(facts.since, event.at) ? null : 'wrongOrder'
  })()
  return verdictOn('productionEvent', event, event.eventId, cause)
}

/** Where a card is again when an event is taken back. */
export const STATE_BEFORE = {
  printed: 'awaitingPrint',
  sent: 'printed',
  delivered: 'sent',
} as const satisfies Record<ProductionEventKind, ProductionSubState>

/**
 * Judges that an event was recorded by mistake: only the latest one can be taken back, while no
 * cancellation holds the card (D1, D3).
 */
export function judgeReversal(
  facts: {
    cardId: string
    state: CardRequestState
    since: string
    taken: readonly { kind: ProductionEventKind }[]
  },
  raw: unknown,
  now: string,
): Verdict<ProductionReversal> {
  const reversal = readProductionReversal(raw)
  if (reversal === null) return malformed('productionReverted', raw, 'reversalId', now)
  const cause = ((): RefusalCause | null => {
    if (reversal.cardId !== facts.cardId) return 'otherRequest'
    if (isHeld(facts.state.subState)) return facts.state.subState
    if (!facts.taken.some(({ kind }) => kind === reversal.kind)) return 'notMarked'
    if (!isPossible(facts.state, ACTION_OF_REVERSAL[reversal.kind])) return 'markedSince'
    return isAfter(facts.since, reversal.at) ? null : 'notMarked'
  })()
  return verdictOn('productionReverted', reversal, reversal.reversalId, cause)
}

/** Until when a delivery can be taken back, as an ISO instant. */
export function reversibleUntil(deliveredAt: string, reversalDays: number): string {
  return new Date(Date.parse(deliveredAt) + reversalDays * 86_400_000).toISOString()
}

/** How the record must have a cancellation for its card's production to do what it asks (D2, D3). */
const STANDING_BEHIND = {
  holdPrint: 'open',
  releasePrint: 'ended',
  cardCancelled: 'approved',
} as const satisfies Record<CancellationMessage, CancellationOnRecord['standing']>

/**
 * Judges a message to production in the name of a cancellation: only the record makes it true.
 * @param sent.replyTo of a hold: must be the run of that cancellation
 * @returns the refusal, or null if the record backs the message
 */
export function judgeCancellationMessage(
  message: CancellationMessage,
  sent: CancellationDecided & { replyTo?: string },
  { standing, workflowId }: CancellationOnRecord,
  now: string,
): Refusal | null {
  const isFromItsRun = sent.replyTo === undefined || sent.replyTo === workflowId
  if (standing === STANDING_BEHIND[message] && isFromItsRun) return null
  const { cancellationRequestId: messageId } = sent
  return { messageId, message, cause: 'notOnRecord', by: null, at: now }
}
