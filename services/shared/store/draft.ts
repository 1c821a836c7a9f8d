import { Schema } from 'mongoose'
import { CANCELLATION_REASONS } from '../../../workflows/domain/reasons'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import { REQUEST_TYPES } from '../../../workflows/domain/requestState'
import type { RequestType } from '../../../workflows/domain/requestState'
import { keptDocumentSchema } from './keptDocument'
import type { KeptDocument } from './keptDocument'
import { proposalSchema } from './proposal'
import type { Proposal } from './proposal'

/**
 * A request in preparation. It outlives the session, and its id becomes the request's id, so that a
 * submit repeated by a retry or a second tab is the same request.
 */
export interface Draft {
  /** The later requestId. */
  _id: string
  ownerId: string
  personId: string
  type: RequestType
  reason: CancellationReason | null
  /** Which reason `other` is, in the staff member's own words; null with every other one. */
  reasonDetail: string | null
  documents: KeptDocument[]
  /** Uploads that wait for a confirmation, at most one of each kind; missing in earlier drafts. */
  proposals?: Proposal[]
  /** Whether the checkbox of S32 was ticked. */
  responsibilityAccepted: boolean
  /** Set once, at the first submit. */
  requestNumber: string | null
  /** The ask that its document answers, once it was sent; the draft is no request then. */
  answers?: { requestId: string; askId: string } | null
  /** Set once the request's run has started; a new draft may then be created. */
  submitted: boolean
  updatedAt: Date
}

export const draftSchema = new Schema<Draft>(
  {
    _id: { type: String, required: true },
    ownerId: { type: String, required: true },
    personId: { type: String, required: true },
    type: { type: String, enum: REQUEST_TYPES, required: true },
    reason: { type: String, enum: [...CANCELLATION_REASONS, null], default: null },
    reasonDetail: { type: String, default: null },
    documents: { type: [keptDocumentSchema], required: true },
    proposals: { type: [proposalSchema], default: [] },
    responsibilityAccepted: { type: Boolean, default: false },
    requestNumber: { type: String, default: null },
    answers: {
      type: new Schema({ requestId: String, askId: String }, { _id: false }),
      default: undefined,
    },
    submitted: { type: Boolean, default: false },
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false },
)
/** Two tabs share one draft. */
draftSchema.index(
  { ownerId: 1, personId: 1, type: 1 },
  { unique: true, partialFilterExpression: { submitted: false } },
)
/** What is deleted after its term. */
draftSchema.index({ updatedAt: 1 })
/** Who uses a file. */
draftSchema.index({ 'documents.key': 1 })
draftSchema.index({ 'documents.pages.key': 1 })
