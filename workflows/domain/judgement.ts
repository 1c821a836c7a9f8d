/**
 * Which message of the bureau is taken and which refused, and why (D6, D7, D8). Pure: a run's facts and a message in, a verdict out.
 * A refused message is never an error of the run; it is kept with its cause.
 */
import {
  PRODUCTION_EVENTS,
  readBureauDecision,
  readPhysicalCardReceived,
  readProductionEvent,
} from './messages'
import type {
  BureauDecision,
  PhysicalCardReceived,
  ProductionEvent,
  Refusal,
  RefusalCause,
} from './messages'
import { ACTION_OF_EVENT, isPossible } from './allowedActions'
import { isId } from './readMessage'
import { REJECTION_REASONS } from './reasons'
import type { CardRequestState, RequestState, RequestType } from './requestState'

/** A message that was taken, or the refusal to keep. */
export type Verdict<Message> = { taken: Message } | { refused: Refusal }

interface RequestFacts {
  requestId: string
  state: RequestState
  applicantId: string
  relatedStaffIds: readonly string[]
}

/**
 * Judges a decision. The first valid one wins; one that comes while nobody may decide is too early,
 * one that comes after the decision is late, and nobody decides for their own family.
 * @param raw what arrived, of any shape
 * @param now ISO instant, kept for a message too malformed to tell its own
 */
export function judgeDecision(
  facts: RequestFacts,
  raw: unknown,
  now: string,
): Verdict<BureauDecision> {
  const decision = readBureauDecision(raw)
  if (decision === null) return malformed('bureauDecision', raw, 'decisionId', now)
  const cause = ((): RefusalCause | null => {
    if (decision.requestId !== facts.requestId) return 'otherRequest'
    if (facts.state.status !== 'pending') return 'alreadyDecided'
    if (!isPossible(facts.state, 'decide')) return 'tooEarly'
    const own = ownFamilyOf(decision.by, facts)
    if (own !== null) return own
    if (!reasonsFit(decision, facts.state.type)) return 'reasonNotForType'
    return null
  })()
  if (cause === null) return { taken: decision }
  return {
    refused: {
      messageId: decision.decisionId,
      message: 'bureauDecision',
      cause,
      by: decision.by,
      at: decision.at,
    },
  }
}

/** Why a clerk may not decide although a colleague may: the request is their own, or their relative's (D8). */
export function ownFamilyOf(
  clerkId: string,
  { applicantId, relatedStaffIds }: Pick<RequestFacts, 'applicantId' | 'relatedStaffIds'>,
): 'ownRequest' | 'ownRelative' | null {
  if (clerkId === applicantId) return 'ownRequest'
  return relatedStaffIds.includes(clerkId) ? 'ownRelative' : null
}

/** Judges the arrival of a physical card (D6): it is awaited, it came already, or it was never asked for. */
export function judgeArrival(
  facts: Pick<RequestFacts, 'requestId' | 'state'> & { arrived: boolean },
  raw: unknown,
  now: string,
): Verdict<PhysicalCardReceived> {
  const arrival = readPhysicalCardReceived(raw)
  if (arrival === null) return malformed('physicalCardReceived', raw, 'receiptId', now)
  const cause = ((): RefusalCause | null => {
    if (arrival.requestId !== facts.requestId) return 'otherRequest'
    if (facts.arrived) return 'alreadyReceived'
    if (!isPossible(facts.state, 'recordCardArrival')) return 'notAwaited'
    return null
  })()
  if (cause === null) return { taken: arrival }
  return {
    refused: {
      messageId: arrival.receiptId,
      message: 'physicalCardReceived',
      cause,
      by: arrival.by,
      at: arrival.at,
    },
  }
}

/** Judges an event of production (D1, D3): printed, sent and delivered come in this order, and never while the print is held. */
export function judgeProductionEvent(
  facts: {
    cardId: string
    state: CardRequestState
    taken: readonly { kind: ProductionEvent['kind'] }[]
  },
  raw: unknown,
  now: string,
): Verdict<ProductionEvent> {
  const event = readProductionEvent(raw)
  if (event === null) return malformed('productionEvent', raw, 'eventId', now)
  const cause = ((): RefusalCause | null => {
    if (event.cardId !== facts.cardId) return 'otherRequest'
    if (facts.state.subState === 'printHeld') return 'printHeld'
    if (facts.taken.some(({ kind }) => kind === event.kind)) return 'alreadyReceived'
    if (!isPossible(facts.state, ACTION_OF_EVENT[event.kind])) return 'wrongOrder'
    return null
  })()
  if (cause === null) return { taken: event }
  return {
    refused: {
      messageId: event.eventId,
      message: 'productionEvent',
      cause,
      by: event.by,
      at: event.at,
    },
  }
}

/** The event that production waits for next, or null after the last. */
export function nextProductionEvent(
  taken: readonly { kind: ProductionEvent['kind'] }[],
): ProductionEvent['kind'] | null {
  return PRODUCTION_EVENTS.find((kind) => !taken.some((event) => event.kind === kind)) ?? null
}

function reasonsFit(decision: BureauDecision, type: RequestType): boolean {
  return decision.reasons.every((reason) =>
    (REJECTION_REASONS[reason].types as readonly RequestType[]).includes(type),
  )
}

/** Keeps of a malformed message only an id that is shaped like one: nothing else of it may reach the record. */
function malformed(
  message: Refusal['message'],
  raw: unknown,
  idField: string,
  now: string,
): { refused: Refusal } {
  const field = (name: string): string | null => {
    const value: unknown =
      typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : null
    return typeof value === 'string' && isId(value) && !/^\d{11}$/.test(value) ? value : null
  }
  return {
    refused: { messageId: field(idField), message, cause: 'malformed', by: field('by'), at: now },
  }
}
