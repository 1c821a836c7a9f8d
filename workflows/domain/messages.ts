/**
 * The messages between the bureau and a run, and what a refused one leaves behind. A run reads every message with care,
 * since anybody with access to the engine can send a signal.
 */
import type { DocumentKind } from './documents'
import { isDay, isId, isInstant, isListOf, isOneOf, matches, read } from './readMessage'
import { REJECTION_REASONS } from './reasons'
import type { RejectionReason } from './reasons'
import { OUTCOMES } from './requestState'
import type { Outcome } from './requestState'

/** A file in the private bucket, pinned: this version with this content and no other. */
export interface StoredDocument {
  kind: DocumentKind
  /** Random object key. */
  key: string
  versionId: string
  /** Hex SHA-256 of the bytes. */
  sha256: string
  bytes: number
}

/** The bureau's decision (S43, S50, D7). The explanation's text lives in MongoDB; here stands its id. */
export interface BureauDecision {
  decisionId: string
  requestId: string
  outcome: Outcome
  reasons: RejectionReason[]
  explanationId: string | null
  /** Account id of the clerk. */
  by: string
  /** ISO instant. */
  at: string
}

/** The card has come back with an official letter of the unit or governorate (S67, S68, S75, D6). */
export interface PhysicalCardReceived {
  receiptId: string
  requestId: string
  letterNo: string
  /** Calendar day, YYYY-MM-DD. */
  letterDate: string
  by: string
  at: string
}

/** What happened to a card at the bureau, in this order (D1). */
export const PRODUCTION_EVENTS = ['printed', 'sent', 'delivered'] as const
export type ProductionEventKind = (typeof PRODUCTION_EVENTS)[number]
export interface ProductionEvent {
  eventId: string
  cardId: string
  kind: ProductionEventKind
  by: string
  at: string
}

/** Reads a decision; null when it is malformed, such as a rejection without a reason. */
export function readBureauDecision(raw: unknown): BureauDecision | null {
  const decision = read<BureauDecision>(raw, {
    decisionId: isId,
    requestId: isId,
    outcome: isOneOf(OUTCOMES),
    reasons: isListOf(isOneOf(Object.keys(REJECTION_REASONS))),
    explanationId: (value) => value === null || isId(value),
    by: isId,
    at: isInstant,
  })
  return decision === null || (decision.outcome === 'rejected' && decision.reasons.length === 0)
    ? null
    : decision
}

/** Reads the arrival of a card; null when it is malformed. */
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

/** Reads an event of production; null when it is malformed. */
export function readProductionEvent(raw: unknown): ProductionEvent | null {
  return read<ProductionEvent>(raw, {
    eventId: isId,
    cardId: isId,
    kind: isOneOf(PRODUCTION_EVENTS),
    by: isId,
    at: isInstant,
  })
}

/**
 * Whether a text may be the number of an official letter: capitals, digits, dots, slashes and hyphens, at most 40 (S67).
 * One without a digit is no number, and might be a name (D12).
 */
export function isLetterNo(value: unknown): boolean {
  return matches(/^(?=.*\d)[0-9A-ZÇĞİÖŞÜ./-]{1,40}$/, value)
}

/** Why a decision or another message was not taken. */
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
  'printHeld',
  'closed',
] as const
export type RefusalCause = (typeof REFUSAL_CAUSES)[number]

export interface Refusal {
  /** decisionId, receiptId or eventId of the message; null when it was malformed beyond reading. */
  messageId: string | null
  message: 'bureauDecision' | 'physicalCardReceived' | 'productionEvent'
  cause: RefusalCause
  by: string | null
  at: string
}

/** What a refusal says to the person who sent the message, from the run to the page. */
export interface Refused {
  kind: 'refused'
  cause: RefusalCause
  /** Who did before what can be done only once, where that is the cause (D7). `by` is null for an act of the system. */
  earlier: EarlierAct | null
}

export interface EarlierAct {
  by: string | null
  /** ISO instant. */
  at: string
}

/** The decision that was taken. `by` is null when the system itself returned the request after its document check. */
export interface DecisionTaken {
  decisionId: string
  outcome: Outcome
  by: string | null
  at: string
}
