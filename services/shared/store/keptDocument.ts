import { Schema } from 'mongoose'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import type { StoredDocument } from '../../../workflows/domain/messages'
import type { Measured } from '../documents/intake/measured'

/** A file as a draft or a request keeps it. Runs know only its pin, never what was measured. */
export interface KeptDocument extends StoredDocument {
  /** Missing in records from before it was kept. */
  measured?: Measured | null
}

/** The part of a kept file that goes into messages and histories. */
export function pinOf({ kind, key, versionId, sha256, bytes }: KeptDocument): StoredDocument {
  return { kind, key, versionId, sha256, bytes }
}

const measuredSchema = new Schema(
  {
    format: String,
    width: Number,
    height: Number,
    dpi: { type: new Schema({ x: Number, y: Number }, { _id: false }), default: undefined },
    pages: Number,
  },
  { _id: false },
)

export const keptDocumentSchema = new Schema<KeptDocument>(
  {
    kind: { type: String, enum: DOCUMENT_KINDS, required: true },
    key: { type: String, required: true },
    versionId: { type: String, required: true },
    sha256: { type: String, required: true },
    bytes: { type: Number, required: true },
    measured: { type: measuredSchema, default: undefined },
  },
  { _id: false },
)
