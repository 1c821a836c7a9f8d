import { Schema } from 'mongoose'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import type { StoredDocument } from '../../../workflows/domain/messages'
import { PDF_NOTES } from '../documents/intake/measured'
import type { Measured } from '../documents/intake/measured'
import type { Advice } from '../documents/pictures/adviceCodes'

/** Where the bytes of a file are, and their hash. */
export type Pin = Pick<StoredDocument, 'key' | 'versionId' | 'sha256' | 'bytes'>

/** A picture that we made of a page, pinned like the file itself (D14). */
export interface KeptPicture extends Pin {
  /** Pixels. */
  width: number
  height: number
}

/** What a person recognises an uploaded file by. */
export interface Upload {
  /** Name on the person's device. */
  name: string
  at: Date
  /** Set if data next to the picture was dropped; the page says so in small print (D13). */
  cleaned?: true
}

/** A file as a draft or a request keeps it. Runs know only its pin, never what was measured. */
export interface KeptDocument extends StoredDocument {
  /** Missing in records from before it was kept. */
  measured?: Measured | null
  /** The pages of a PDF as pictures. Missing in records from before they were kept. */
  pages?: KeptPicture[]
  /** Set if we put it right before it was kept (D13); missing if it came as it is. */
  putRight?: true
  /** Only in drafts: what the person recognises the file by. The record does not keep it. */
  upload?: Upload | null
}

/** What a person may want to look at in a photo; nothing for another file. */
export function adviceIn({ measured }: KeptDocument): readonly Advice[] {
  return measured?.format === 'jpeg' ? (measured.advice ?? []) : []
}

/** The part of a kept file that goes into messages and histories. */
export function pinOf({ kind, key, versionId, sha256, bytes }: KeptDocument): StoredDocument {
  return { kind, key, versionId, sha256, bytes }
}

const pin = {
  key: { type: String, required: true },
  versionId: { type: String, required: true },
  sha256: { type: String, required: true },
  bytes: { type: Number, required: true },
} as const

export const measuredSchema = new Schema(
  {
    format: String,
    width: Number,
    height: Number,
    dpi: { type: new Schema({ x: Number, y: Number }, { _id: false }), default: undefined },
    pages: Number,
    look: { type: [String], default: undefined },
    advice: { type: [String], default: undefined },
    notes: { type: [{ type: String, enum: PDF_NOTES }], default: undefined },
  },
  { _id: false },
)

export const keptPictureSchema = new Schema<KeptPicture>(
  { ...pin, width: { type: Number, required: true }, height: { type: Number, required: true } },
  { _id: false },
)

export const keptDocumentFields = {
  kind: { type: String, enum: DOCUMENT_KINDS, required: true },
  ...pin,
  measured: { type: measuredSchema, default: undefined },
  pages: { type: [keptPictureSchema], default: undefined },
  putRight: Boolean,
} as const

export const keptDocumentSchema = new Schema<KeptDocument>(
  {
    ...keptDocumentFields,
    upload: {
      type: new Schema({ name: String, at: Date, cleaned: Boolean }, { _id: false }),
      default: undefined,
    },
  },
  { _id: false },
)
