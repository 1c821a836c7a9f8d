/** The real type of a file, detected by its first bytes; its name is not trusted (S36, S40). */
import { DOCUMENT_RULES } from '../../../../workflows/domain/documents'
import type { DocumentKind, FileFormat } from '../../../../workflows/domain/documents'

/** The accepted formats, and those that people often rename to them. */
export type FileType =
  | FileFormat
  | 'png'
  | 'gif'
  | 'webp'
  | 'heic'
  | 'avif'
  | 'tiff'
  | 'bmp'
  | 'docx'
  | 'zip'
  | 'office97'
  | 'html'
  | 'unknownType'

/** Readers accept a PDF's first line this far into the file; blank lines or a BOM may precede it. */
const PDF_HEAD_BYTES = 1024

/** The type of a file with these bytes. */
export function fileTypeOf(bytes: Buffer): FileType {
  const starts = (magic: string, at = 0) =>
    bytes.toString('latin1', at, at + magic.length) === magic
  if (starts('\xff\xd8\xff')) return 'jpeg'
  if (starts('%PDF-')) return 'pdf'
  if (starts('\x89PNG\r\n')) return 'png'
  if (starts('GIF8')) return 'gif'
  if (starts('RIFF') && starts('WEBP', 8)) return 'webp'
  if (starts('ftyp', 4)) return typeOfBrands(bytes)
  if (starts('II*\0') || starts('MM\0*')) return 'tiff'
  if (starts('BM')) return 'bmp'
  if (starts('PK\x03\x04')) return bytes.includes('word/') ? 'docx' : 'zip'
  if (starts('\xd0\xcf\x11\xe0')) return 'office97'
  if (/^(\xef\xbb\xbf)?\s*</.test(bytes.toString('latin1', 0, 64))) return 'html'
  return bytes.subarray(0, PDF_HEAD_BYTES).includes('%PDF-') ? 'pdf' : 'unknownType'
}

/** Photos of phones in ISO's container, which also holds films and music. */
function typeOfBrands(bytes: Buffer): FileType {
  const brands = bytes.toString('latin1', 8, Math.min(bytes.readUInt32BE(0), LONGEST_BRANDS))
  if (/avi[fs]/.test(brands)) return 'avif'
  return /hei[cxms]|hev[cxms]|mif1|msf1/.test(brands) ? 'heic' : 'unknownType'
}

const LONGEST_BRANDS = 256

/** Whether this is a PDF for a kind of document that may be one. */
export function isPdfPaper(kind: DocumentKind, bytes: Buffer): boolean {
  const formats: readonly FileFormat[] = DOCUMENT_RULES[kind].formats
  return formats.includes('pdf') && fileTypeOf(bytes) === 'pdf'
}
