/**
 * The messages between the bureau and a run, and the refusals of them. A run validates every
 * message, since anybody with access to Temporal can send a signal.
 */
import type { DocumentKind } from './documents'
import type { CancellationMessage } from './runMessages'
import { isDay, isId, isInstant, isListOf, isOneOf, matches, read } from './readMessage'
import { isRejectionReason } from './reasons'
import type { RejectionReason } from './reasons'
import { OUTCOMES } from './requestState'
import type { Outcome } from './requestState'

/** A file in the private bucket, pinned to one version and its content. */
export interface StoredDocument {
  kind: DocumentKind
  /** Random object key. */
  key: string
  versionId: string
  /** SHA-256 of the bytes, in hex. */
  sha256: string
  bytes: number
}

/**
 * The bureau's decision (S43, S50, D7). Contains the id of the explanation; its text is in MongoDB.
 */
export interface BureauDecision {
  decisionId: string
  requestId: string
  outcome: Outcome
  reasons: RejectionReason[]
  explanationId: string | null
  /** The sender is the head of the bureau, who alone decides a case that was handed to them. */
  asHead?: true
  /** Account id of the clerk. */
  by: string
  /** ISO instant. */
  at: string
}

/**
 * The card has come back with an official letter of the unit or governorate (S67, S68, S75, D6).
 */
export interface PhysicalCardReceived {
  receiptId: string
  requestId: string
  letterNo: string
  /** Calendar day, YYYY-MM-DD. */
  letterDate: string
  by: string
  at: string
}

/** A clerk has opened the request's review page; from then on it cannot be withdrawn. */
export interface ReviewOpened {
  openingId: string
  requestId: string
  /** Account id of the clerk. */
  by: string
  at: string
}

/** The applicant takes the request back ("Geri çek"). */
export interface Withdrawal {
  withdrawalId: string
  requestId: string
  /** Account id of the applicant. */
  by: string
  at: string
}

/** What happens to a card at the bureau, in this order (D1). */
export const PRODUCTION_EVENTS = ['printed', 'sent', 'delivered'] as const
export type ProductionEventKind = (typeof PRODUCTION_EVENTS)[number]
export interface ProductionEvent {
  eventId: string
  cardId: string
  kind: ProductionEventKind
  by: string
  at: string
}

/** Why a mark was wrong. */
export const REVERSAL_GROUNDS = ['wrongCard', 'notDone', 'faulty', 'cameBack'] as const
export type ReversalGround = (typeof REVERSAL_GROUNDS)[number]

/** The grounds that a mark can be wrong for; only a card that has just been printed is printed again. */
export function reversalGroundsOf(kind: ProductionEventKind): ReversalGround[] {
  return REVERSAL_GROUNDS.filter((ground) => ground !== 'faulty' || kind === 'printed')
}

/** An event was recorded by mistake, and is taken back ("Yanlış kayıt: geri al"). */
export interface ProductionReversal {
  reversalId: string
  cardId: string
  /** The event that is taken back. */
  kind: ProductionEventKind
  ground: ReversalGround
  by: string
  at: string
}

/** Parses a decision; null if it is malformed, for example a rejection without a reason. */
export function readBureauDecision(raw: unknown): BureauDecision | null {
  const decision = read<Omit<BureauDecision, 'asHead'>>(raw, {
    decisionId: isId,
    requestId: isId,
    outcome: isOneOf(OUTCOMES),
    reasons: isListOf(isRejectionReason),
    explanationId: (value) => value === null || isId(value),
    by: isId,
    at: isInstant,
  })
  if (decision === null || (decision.outcome === 'rejected' && decision.reasons.length === 0))
    return null
  return (raw as Partial<BureauDecision>).asHead === true ? { ...decision, asHead: true } : decision
}

/** Parses the arrival of a card; null if it is malformed. */
export function readPhysicalCardReceived(raw: unknown): PhysicalCardReceived | null {
  return read<PhysicalCardReceived>(raw, {
    receiptId: isId,
    requestId: isId,
    letterNo: isLetterNo,
    letterDate: isDay,
    by: isId,
    at: isInstant,
  })
}

/** Parses the opening of a review; null if it is malformed. */
export function readReviewOpened(raw: unknown): ReviewOpened | null {
  return read<ReviewOpened>(raw, { openingId: isId, requestId: isId, by: isId, at: isInstant })
}

/** Parses a withdrawal; null if it is malformed. */
export function readWithdrawal(raw: unknown): Withdrawal | null {
  return read<Withdrawal>(raw, { withdrawalId: isId, requestId: isId, by: isId, at: isInstant })
}

/** Parses an event of production; null if it is malformed. */
export function readProductionEvent(raw: unknown): ProductionEvent | null {
  return read<ProductionEvent>(raw, {
    eventId: isId,
    cardId: isId,
    kind: isOneOf(PRODUCTION_EVENTS),
    by: isId,
    at: isInstant,
  })
}

/** Parses a reversal; null if it is malformed. */
export function readProductionReversal(raw: unknown): ProductionReversal | null {
  return read<ProductionReversal>(raw, {
    reversalId: isId,
    cardId: isId,
    kind: isOneOf(PRODUCTION_EVENTS),
    ground: isOneOf(REVERSAL_GROUNDS),
    by: isId,
    at: isInstant,
  })
}

/**
 * Whether a text may be the number of an official letter: capitals, digits, dots, slashes and
 * hyphens, at most 40 (S67). It needs a digit, since a text without one might be a name (D12).
 */
export function isLetterNo(value: unknown): boolean {
  return matches(/^(?=.*\d)[0-9A-ZÇĞİÖŞÜ./-]{1,40}$/, value)
}

/** Why a decision or another message was refused. */
export const REFUSAL_CAUSES = [
  'malformed',
  'otherRequest',
  'tooEarly',
  'alreadyDecided',
  'ownRequest',
  'ownRelative',
  'reasonNotForType',
  'notAwaited',
  'alreadyReceived',
  'wrongOrder',
  'markedSince',
  'notMarked',
  'reversalOver',
  'printHeld',
  'dispatchHeld',
  'withdrawn',
  'opened',
  'notApplicant',
  'notOnRecord',
  'closed',
  'letterDate',
  'unproven',
  'unknownKey',
  'badSignature',
  'replayed',
  'expired',
  'busy',
  'awaitingApplicant',
  'documentNotNeeded',
  'documentFaulty',
  'documentsChanged',
  'withHead',
  'notWithHead',
] as const
export type RefusalCause = (typeof REFUSAL_CAUSES)[number]

export interface Refusal {
  /**
   * decisionId, receiptId, … of the message, or the cancellation it names; null if the message was too
   * malformed.
   */
  messageId: string | null
  message:
    | 'bureauDecision'
    | 'physicalCardReceived'
    | 'productionEvent'
    | 'productionReverted'
    | 'reviewOpened'
    | 'withdrawal'
    | 'documentAsked'
    | 'documentAdded'
    | 'arrivalReverted'
    | 'escalated'
    | 'escalationReturned'
    | CancellationMessage
  cause: RefusalCause
  by: string | null
  at: string
  /** Id of the key that proved it; missing if nothing did. */
  provenBy?: string
}

/** A refusal for the sender of the message, in the same shape from the run to the page. */
export interface Refused {
  kind: 'refused'
  cause: RefusalCause
  /**
   * Who did it first, if the message asked for something that can be done only once (D7). `by` is
   * null for the system.
   */
  earlier: EarlierAct | null
}

export interface EarlierAct {
  by: string | null
  /** ISO instant. */
  at: string
  /** Of a decision: what was decided. */
  outcome?: Outcome
}

/**
 * The decision that was taken. `by` is null if the system returned the request after its document
 * check.
 */
export interface DecisionTaken {
  decisionId: string
  outcome: Outcome
  by: string | null
  at: string
}
