import { Schema } from 'mongoose'
import { DOCUMENT_FAULT_CODES, DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import type { DocumentFault, DocumentKind } from '../../../workflows/domain/documents'
import { keptDocumentSchema, keptPictureSchema } from './keptDocument'
import type { KeptDocument, KeptPicture, Pin } from './keptDocument'

/**
 * An uploaded file that becomes a document once the person has seen and confirmed the result (D13).
 * Its files are deleted when it is confirmed, replaced, or left for a day.
 */
export interface Proposal {
  kind: DocumentKind
  /** What will be changed, measured and needed. */
  findings: DocumentFault[]
  /** A photo that is still to be cut out; null if `result` is ready. */
  frame: {
    /** The upload as it came. */
    source: Pin
    /** The picture upright, reduced to a screen's size. */
    upright: KeptPicture
    /** Pixels of the upright picture, as it is read. */
    width: number
    height: number
  } | null
  /** The copy that is kept if the person confirms it; null while a frame is to be chosen. */
  result: KeptDocument | null
  /** What the person recognises the file by. */
  upload: { name: string; at: Date }
  offeredAt: Date
}

const faultSchema = new Schema<DocumentFault>(
  {
    code: { type: String, enum: DOCUMENT_FAULT_CODES, required: true },
    measured: { type: String, required: true },
    required: { type: String, required: true },
  },
  { _id: false },
)

const frameSchema = new Schema(
  {
    source: {
      key: { type: String, required: true },
      versionId: { type: String, required: true },
      sha256: { type: String, required: true },
      bytes: { type: Number, required: true },
    },
    upright: { type: keptPictureSchema, required: true },
    width: { type: Number, required: true },
    height: { type: Number, required: true },
  },
  { _id: false },
)

export const proposalSchema = new Schema<Proposal>(
  {
    kind: { type: String, enum: DOCUMENT_KINDS, required: true },
    findings: { type: [faultSchema], required: true },
    frame: { type: frameSchema, default: null },
    result: { type: keptDocumentSchema, default: null },
    upload: { type: new Schema({ name: String, at: Date }, { _id: false }), required: true },
    offeredAt: { type: Date, required: true },
  },
  { _id: false },
)
