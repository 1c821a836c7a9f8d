import { Schema } from 'mongoose'

export const AUDIT_OUTCOMES = ['done', 'refused', 'failed'] as const

/**
 * Who did or saw what in a web app. What happened to a request is in the request's own audit lines;
 * these are the acts around it, such as opening a file or a late decision.
 */
export interface AuditEntry {
  event: string
  /** Account id; null before login. */
  actor: string | null
  /** Id of what the act was about. */
  subject: string | null
  /** Id of the request that a look at a person was for. */
  request?: string
  at: Date
  outcome: (typeof AUDIT_OUTCOMES)[number]
  /** The actor had signed in with a certificate (S4). */
  byCertificate?: true
  /** Why a refused certificate was no proof, such as `expired`. */
  certificateFault?: string
  /** HMAC of the user name that a refused login tried. */
  triedName?: string
  /** Network that a refused login came from, such as `10.1.2.0/24`. */
  address?: string
  /**
   * Why a request was taken over from a colleague, or a wrong record was taken back; see
   * TAKE_OVER_GROUNDS, REVERSAL_GROUNDS and ARRIVAL_REVERSAL_GROUNDS.
   */
  ground?: string
  /** Id of what was written in addition to the ground, in `explanations`. */
  explanationId?: string
  /** Account id of the colleague who had the request before. */
  from?: string
  /** Account id of the colleague that it was assigned to. */
  to?: string
}

/** An entry in its chain (auditChain/links.ts); entries of earlier versions are in none. */
export interface StoredAuditEntry extends AuditEntry {
  chain?: string
  /** From 1. */
  seq?: number
  hash?: string
}

export const auditEntrySchema = new Schema<StoredAuditEntry>(
  {
    event: { type: String, required: true },
    actor: { type: String, default: null },
    subject: { type: String, default: null },
    request: String,
    at: { type: Date, required: true },
    outcome: { type: String, enum: AUDIT_OUTCOMES, required: true },
    byCertificate: Boolean,
    certificateFault: String,
    triedName: String,
    address: String,
    ground: String,
    explanationId: String,
    from: String,
    to: String,
    chain: String,
    seq: Number,
    hash: String,
  },
  { versionKey: false },
)
/** The trail as it is read, newest first, by each filter of the screen. */
auditEntrySchema.index({ at: 1, _id: 1 })
auditEntrySchema.index({ subject: 1, at: 1, _id: 1 })
auditEntrySchema.index({ request: 1, at: 1, _id: 1 }, { sparse: true })
auditEntrySchema.index({ actor: 1, at: 1, _id: 1 })
auditEntrySchema.index({ event: 1, at: 1, _id: 1 })
/** One entry for each place of a chain, so that writers at the same time do not fork it. */
auditEntrySchema.index(
  { chain: 1, seq: 1 },
  { unique: true, partialFilterExpression: { chain: { $exists: true } } },
)
