import { Schema } from 'mongoose'
import { DELETED_KINDS } from '../../../workflows/domain/retention'
import type { DeletedKind } from '../../../workflows/domain/retention'

/**
 * The log of deletions, which is never deleted itself: what was deleted when, and nothing of its
 * content. The files are listed only until they are gone.
 */
export interface Deletion {
  _id: string
  kind: DeletedKind
  /** Id of the draft or the request; key of an unused file. */
  subject: string
  /** Object keys that are still to be deleted. */
  keys: string[]
  /** How many files there were. */
  files: number
  begunAt: Date
  /** Null until the files are gone. */
  endedAt: Date | null
}

export const deletionSchema = new Schema<Deletion>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: DELETED_KINDS, required: true },
    subject: { type: String, required: true },
    keys: { type: [String], required: true },
    files: { type: Number, required: true },
    begunAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
  },
  { versionKey: false },
)
deletionSchema.index({ endedAt: 1 })
