import { Schema } from 'mongoose'
import type { BureauQueue } from '../../../workflows/domain/workList'

/** Filters of a work list that a clerk has given a name; only the clerk sees them. */
export interface SavedFilter {
  /** Random id. */
  _id: string
  /** Account id. */
  by: string
  queue: BureauQueue
  name: string
  /** As in the address of the list. */
  query: Record<string, string>
}

export const savedFilterSchema = new Schema<SavedFilter>(
  {
    _id: { type: String, required: true },
    by: { type: String, required: true },
    queue: { type: String, required: true },
    name: { type: String, required: true },
    query: { type: Schema.Types.Mixed, required: true },
  },
  // The whole list can be saved too, with no filter in its address.
  { versionKey: false, minimize: false },
)
savedFilterSchema.index({ by: 1, queue: 1, name: 1 }, { unique: true })
