import { Schema } from 'mongoose'
import { keptPictureSchema, measuredSchema } from './keptDocument'
import type { KeptDocument } from './keptDocument'

/**
 * What was read later of a file that an earlier version stored without measurements and pages. It
 * is not added to the request, which web apps may not write.
 */
export interface DocumentPages extends Required<Pick<KeptDocument, 'measured' | 'pages'>> {
  /** Key of the file. */
  _id: string
}

export const documentPagesSchema = new Schema<DocumentPages>(
  {
    _id: { type: String, required: true },
    measured: { type: measuredSchema, required: true },
    pages: { type: [keptPictureSchema], required: true },
  },
  { versionKey: false },
)
documentPagesSchema.index({ 'pages.key': 1 })
