import { Schema } from 'mongoose'
import { BATCH_KINDS } from '../../../workflows/domain/batches'
import type { BatchKind, ItemOutcome } from '../../../workflows/domain/batches'

/**
 * A bulk act of the bureau: the projection of its run while that is open, and the record afterwards.
 * The acts themselves are in the records of their requests; this one only shows what became of them
 * together, so it is deleted after some weeks.
 */
export interface Batch {
  /** Random id, created with the form. */
  _id: string
  kind: BatchKind
  /** Account id of the clerk. */
  by: string
  at: Date
  /** With which the cards came; null for cards that leave the bureau. */
  letter: { no: string; date: string } | null
  /** How often the items were sent that were still to be done. */
  attempt: number
  /** When the latest attempt began. */
  attemptAt: Date
  /** When the latest attempt ended; null while it lasts. */
  endedAt: Date | null
  items: BatchItemRecord[]
  expires: Date
}

export interface BatchItemRecord {
  requestId: string
  /** Id of the message, so that another attempt can send the same one. */
  messageId: string
  /** Null until it is done. */
  outcome: ItemOutcome | null
}

export const batchSchema = new Schema<Batch>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: BATCH_KINDS, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    letter: {
      type: new Schema({ no: String, date: String }, { _id: false }),
      default: null,
    },
    attempt: { type: Number, required: true },
    attemptAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    items: {
      type: [
        new Schema(
          {
            requestId: String,
            messageId: String,
            outcome: { type: Schema.Types.Mixed, default: null },
          },
          { _id: false },
        ),
      ],
      required: true,
    },
    expires: { type: Date, required: true },
  },
  { versionKey: false },
)
/** A clerk's own, newest first. */
batchSchema.index({ by: 1, kind: 1, at: -1 })
batchSchema.index({ expires: 1 }, { expireAfterSeconds: 0 })
