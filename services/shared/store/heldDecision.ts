import { Schema } from 'mongoose'
import type { Refused } from '../../../workflows/contract'
import type { RejectionReason } from '../../../workflows/domain/reasons'
import type { Outcome } from '../../../workflows/domain/requestState'

/**
 * A decision that a clerk can still take back. It is sent when its time has come, by whichever
 * process of the bureau is there then; removed once the run has taken it, and kept with the reason
 * if the run refused it, until its clerk has read that (D7).
 */
export interface HeldDecision {
  /** The decision's id, created with the page. */
  _id: string
  requestId: string
  number: string
  outcome: Outcome
  reasons: RejectionReason[]
  /** What the staff member will read in addition to the reasons (S45); may be empty. */
  explanation: string
  /** The latest ask for a document that the clerk's page showed; missing in earlier ones. */
  askSeen?: string | null
  /** The filter of the list that the clerk came from, as in its address; missing in earlier ones. */
  filter?: Record<string, string>
  /** Account id of the clerk. */
  by: string
  byCertificate?: true
  /** The head decides. */
  asHead?: boolean
  at: Date
  sendAt: Date
  /** False once the run has refused it. */
  waiting: boolean
  /** A process is sending it until then; it can no longer be taken back. Null before that. */
  sendingUntil: Date | null
  /** Set while the run of its request is lost (D9); it is sent once an operator has repaired that. */
  runLost?: true
  /** Why it was not taken. */
  refused: Pick<Refused, 'cause' | 'earlier'> | null
}

const KEPT_SECONDS = 30 * 24 * 60 * 60

export const heldDecisionSchema = new Schema<HeldDecision>(
  {
    _id: { type: String, required: true },
    requestId: { type: String, required: true },
    number: { type: String, required: true },
    outcome: { type: String, required: true },
    reasons: { type: [String], required: true },
    explanation: { type: String, default: '' },
    askSeen: { type: String, default: null },
    filter: { type: Schema.Types.Mixed, default: undefined },
    by: { type: String, required: true },
    byCertificate: Boolean,
    asHead: Boolean,
    at: { type: Date, required: true },
    sendAt: { type: Date, required: true },
    waiting: { type: Boolean, required: true },
    sendingUntil: { type: Date, default: null },
    runLost: Boolean,
    refused: {
      type: new Schema(
        {
          cause: String,
          earlier: {
            type: new Schema({ by: String, at: String, outcome: String }, { _id: false }),
            default: null,
          },
        },
        { _id: false },
      ),
      default: null,
    },
  },
  { versionKey: false },
)
/** One decision at a time on a request (D7). */
heldDecisionSchema.index(
  { requestId: 1 },
  { unique: true, partialFilterExpression: { waiting: true }, name: 'oneHeldPerRequest' },
)
heldDecisionSchema.index({ waiting: 1, sendAt: 1 })
heldDecisionSchema.index({ by: 1, at: 1 })
/** A waiting one is never dropped, however long Temporal is unavailable. */
heldDecisionSchema.index(
  { sendAt: 1 },
  { expireAfterSeconds: KEPT_SECONDS, partialFilterExpression: { waiting: false } },
)
