/**
 * The messages between the bureau and a run, and what a refused one leaves behind. Parsed at the edge and again by the run,
 * since anybody with access to the engine can send a signal.
 */
import { z } from 'zod'
import { DOCUMENT_KINDS } from './documents'
import { REJECTION_REASONS } from './reasons'
import type { RejectionReason } from './reasons'

const Id = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)
const Instant = z.iso.datetime()

/** A file in the private bucket, pinned: this version with this content and no other. */
export const StoredDocument = z.object({
  kind: z.enum(DOCUMENT_KINDS),
  /** Random object key. */
  key: z.string().min(1).max(200),
  versionId: z.string().min(1).max(200),
  /** Hex SHA-256 of the bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().nonnegative(),
})
export type StoredDocument = z.infer<typeof StoredDocument>

/** The bureau's decision (S43, S50, D7). The explanation's text lives in MongoDB; here stands its id. */
export const BureauDecision = z
  .object({
    decisionId: Id,
    requestId: Id,
    outcome: z.enum(['approved', 'rejected']),
    reasons: z.array(z.enum(Object.keys(REJECTION_REASONS) as [RejectionReason, ...RejectionReason[]])).max(12),
    explanationId: Id.nullable(),
    by: Id,
    at: Instant,
  })
  .refine((decision) => decision.outcome === 'approved' || decision.reasons.length > 0, 'a rejection states its reason')
export type BureauDecision = z.infer<typeof BureauDecision>

/** The card has come back with an official letter of the unit or governorate (S67, S68, S75, D6). */
export const PhysicalCardReceived = z.object({
  receiptId: Id,
  requestId: Id,
  letterNo: z.string().regex(/^[0-9A-ZÇĞİÖŞÜ./-]{1,40}$/),
  letterDate: z.iso.date(),
  by: Id,
  at: Instant,
})
export type PhysicalCardReceived = z.infer<typeof PhysicalCardReceived>

/** What happened to a card at the bureau, in this order (D1). */
export const PRODUCTION_EVENTS = ['printed', 'sent', 'delivered'] as const
export type ProductionEventKind = (typeof PRODUCTION_EVENTS)[number]
export const ProductionEvent = z.object({
  eventId: Id,
  cardId: Id,
  kind: z.enum(PRODUCTION_EVENTS),
  by: Id,
  at: Instant,
})
export type ProductionEvent = z.infer<typeof ProductionEvent>

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

/** The decision that was taken. `by` is null when the system itself returned the request after its document check. */
export interface DecisionTaken {
  decisionId: string
  outcome: 'approved' | 'rejected'
  by: string | null
  at: string
}
