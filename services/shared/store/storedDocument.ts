import { Schema } from 'mongoose'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import type { StoredDocument } from '../../../workflows/domain/messages'

/** A pinned file as part of a draft or a request. */
export const storedDocumentSchema = new Schema<StoredDocument>(
  {
    kind: { type: String, enum: DOCUMENT_KINDS, required: true },
    key: { type: String, required: true },
    versionId: { type: String, required: true },
    sha256: { type: String, required: true },
    bytes: { type: Number, required: true },
  },
  { _id: false },
)
