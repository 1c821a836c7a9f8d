/**
 * When a message of the bureau counts as proven. Its claim is signed by the bureau's web app alone
 * and says who does what, on which request or card, and when. Anybody with access to Temporal can
 * send a signal, and nobody else can sign one.
 */
import { readArrivalReversal } from './arrivalReversal'
import type { ArrivalReversal } from './arrivalReversal'
import { readDocumentAsk } from './documentAsk'
import type { DocumentAsk } from './documentAsk'
import { readEscalation, readEscalationReturn } from './escalation'
import type { Escalation, EscalationReturn } from './escalation'
import {
  readBureauDecision,
  readPhysicalCardReceived,
  readProductionEvent,
  readProductionReversal,
  readReviewOpened,
} from './messages'
import type {
  BureauDecision,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionReversal,
  Refusal,
  ReviewOpened,
} from './messages'
import { matches } from './readMessage'

/** The messages that need a claim, by the name of their signal. */
export interface ProvenMessages {
  bureauDecision: BureauDecision
  physicalCardReceived: PhysicalCardReceived
  reviewOpened: ReviewOpened
  productionEvent: ProductionEvent
  productionReverted: ProductionReversal
  documentAsked: DocumentAsk
  arrivalReverted: ArrivalReversal
  escalated: Escalation
  escalationReturned: EscalationReturn
}
export type ProvenMessage = keyof ProvenMessages

/** A message as it is sent: with its claim, a compact JWS (EdDSA) that names its key as `kid`. */
export type Proven<Message> = Message & { claim: string }

/** What proves a message once its claim is verified. */
export interface Proof {
  /** Id of the key. */
  provenBy: string
  /** The record asks for it as well; runs from before it did leave it out. */
  claim?: string
}

/** A message as a run keeps it, with its proof; messages from before claims have none. */
export type Taken<Message> = Message & Partial<Proof>

/** The proof of a message; empty if it is from before claims. */
export function proofOf({ provenBy, claim }: Partial<Proof>): Partial<Proof> {
  return {
    ...(provenBy !== undefined && { provenBy }),
    ...(claim !== undefined && { claim }),
  }
}

/** The refusal of a message that was proven: it names the key, and needs the claim no more. */
export function ofProven(refusal: Refusal, proof: Proof | null): Refusal {
  return proof === null ? refusal : { ...refusal, provenBy: proof.provenBy }
}

/** What every message of the bureau says. */
interface Heard {
  id: string
  /** Request or card. */
  subject: string
  by: string
  at: string
}

/** A well-formed message of the bureau and what it says. */
export interface ReadMessage {
  fields: ProvenMessages[ProvenMessage]
  heard: Heard
  /** Null if there is none, as in a message that was typed by hand. */
  claim: string | null
}

/** How old a message may be when it reaches the engine. */
export const CLAIM_VALID_MS = 15 * 60_000
/** By how much the clocks of the bureau and the engine may differ. */
export const CLOCK_TOLERANCE_MS = 60_000

type Reader = (raw: unknown) => Omit<ReadMessage, 'claim'> | null

const READERS: { [Message in ProvenMessage]: Reader } = {
  bureauDecision: (raw) => {
    const fields = readBureauDecision(raw)
    return fields && { fields, heard: heardOf(fields, fields.decisionId, fields.requestId) }
  },
  physicalCardReceived: (raw) => {
    const fields = readPhysicalCardReceived(raw)
    return fields && { fields, heard: heardOf(fields, fields.receiptId, fields.requestId) }
  },
  reviewOpened: (raw) => {
    const fields = readReviewOpened(raw)
    return fields && { fields, heard: heardOf(fields, fields.openingId, fields.requestId) }
  },
  productionEvent: (raw) => {
    const fields = readProductionEvent(raw)
    return fields && { fields, heard: heardOf(fields, fields.eventId, fields.cardId) }
  },
  productionReverted: (raw) => {
    const fields = readProductionReversal(raw)
    return fields && { fields, heard: heardOf(fields, fields.reversalId, fields.cardId) }
  },
  documentAsked: (raw) => {
    const fields = readDocumentAsk(raw)
    return fields && { fields, heard: heardOf(fields, fields.askId, fields.requestId) }
  },
  arrivalReverted: (raw) => {
    const fields = readArrivalReversal(raw)
    return fields && { fields, heard: heardOf(fields, fields.reversalId, fields.requestId) }
  },
  escalated: (raw) => {
    const fields = readEscalation(raw)
    return fields && { fields, heard: heardOf(fields, fields.escalationId, fields.requestId) }
  },
  escalationReturned: (raw) => {
    const fields = readEscalationReturn(raw)
    return fields && { fields, heard: heardOf(fields, fields.returnId, fields.requestId) }
  },
}

/** Names of the fields with the ids of messages. */
export const ID_FIELDS: Record<ProvenMessage, string> = {
  bureauDecision: 'decisionId',
  physicalCardReceived: 'receiptId',
  reviewOpened: 'openingId',
  productionEvent: 'eventId',
  productionReverted: 'reversalId',
  documentAsked: 'askId',
  arrivalReverted: 'reversalId',
  escalated: 'escalationId',
  escalationReturned: 'returnId',
}

/** Parses a message and its claim; null if the message is malformed. */
export function readProvenMessage(message: ProvenMessage, raw: unknown): ReadMessage | null {
  const read = READERS[message](raw)
  if (read === null) return null
  const { claim } = raw as { claim?: unknown }
  return { ...read, claim: isClaim(claim) ? (claim as string) : null }
}

/** Whether a message says that it was made after it was received, beyond what clocks differ. */
export function isFromFuture(at: string, now: string): boolean {
  return Date.parse(at) > Date.parse(now) + CLOCK_TOLERANCE_MS
}

/** Whether a message was too old when it was received. */
export function isExpired(at: string, receivedAt: string): boolean {
  return Date.parse(at) < Date.parse(receivedAt) - CLAIM_VALID_MS
}

/**
 * Whether a message that is old by now was old already when the server accepted it.
 * @param acceptedAt null if it is in no history
 */
export function wasAcceptedLate(at: string, acceptedAt: string | null): boolean {
  return acceptedAt === null || isExpired(at, acceptedAt)
}

/** Whether a message is older than the state that it is about, beyond what clocks differ. */
export function precedes(at: string, since: string): boolean {
  return Date.parse(at) < Date.parse(since) - CLOCK_TOLERANCE_MS
}

/** Twice the longest one of the bureau. */
const LONGEST_CLAIM = 2_560

function isClaim(value: unknown): boolean {
  return matches(/^[\w-]+\.[\w-]+\.[\w-]+$/, value) && (value as string).length <= LONGEST_CLAIM
}

function heardOf({ by, at }: { by: string; at: string }, id: string, subject: string): Heard {
  return { id, subject, by, at }
}
