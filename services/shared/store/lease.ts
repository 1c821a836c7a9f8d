import { Schema } from 'mongoose'
import type { Lease } from '../../../workflows/domain/lease'

/** Who works on a request; its id is that of the request, so that only one person can. */
export interface StoredLease extends Lease {
  _id: string
  /** The open page that keeps it; a page that was left earlier must not give it back. */
  pageId: string | null
  /** To whom it was assigned; that holder does not give it back by leaving its page. */
  assignedTo?: string
  /** The page whose leaving ended it; a renewal of that page comes too late. */
  leftBy?: string
}

export const leaseSchema = new Schema<StoredLease>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    until: { type: Date, required: true },
    pageId: { type: String, default: null },
    assignedTo: String,
    leftBy: String,
  },
  { versionKey: false },
)
/** Tidies up; a lease has ended at its instant, whether or not it is still there. */
leaseSchema.index({ until: 1 }, { expireAfterSeconds: 0 })
leaseSchema.index({ holder: 1 })
