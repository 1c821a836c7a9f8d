/** The documents of a request and the rules for their files (S36–S40, S59, S66, D10, D11). */
import type { CancellationReason } from './reasons'
import { isLostOrStolen } from './reasons'
import type { RequestType } from './requestState'

export const DOCUMENT_KINDS = ['photo', 'receipt', 'lossForm', 'policeLetter'] as const
export type DocumentKind = (typeof DOCUMENT_KINDS)[number]

export type FileFormat = 'jpeg' | 'pdf'

interface DocumentRule {
  formats: readonly FileFormat[]
  /** Largest size in bytes. */
  maxBytes: number
}

export const PHOTO_WIDTH = 600
export const PHOTO_HEIGHT = 800
export const PHOTO_DPI = 300

/**
 * How far from PHOTO_DPI each axis may be (D10). With whole numbers per cm, 118/cm = 299.72 dpi is
 * the closest value; EXIF fractions are rounded.
 */
export const PHOTO_DPI_TOLERANCE = { inch: 0.5, centimetre: 1 } as const

/**
 * The largest picture that is decoded: enough for phones, small enough to stop decompression bombs.
 */
export const MAX_PIXELS = 50_000_000

export const MAX_PDF_PAGES = 20

export const DOCUMENT_RULES = {
  photo: { formats: ['jpeg'], maxBytes: 1_048_576 },
  receipt: { formats: ['jpeg', 'pdf'], maxBytes: 5 * 1_048_576 },
  lossForm: { formats: ['jpeg', 'pdf'], maxBytes: 5 * 1_048_576 },
  policeLetter: { formats: ['jpeg', 'pdf'], maxBytes: 5 * 1_048_576 },
} as const satisfies Record<DocumentKind, DocumentRule>

/** What can be wrong with a file. The texts are in the catalogues, keyed by these codes. */
export const DOCUMENT_FAULT_CODES = [
  'empty',
  'tooLarge',
  'wrongType',
  'damaged',
  'wrongDimensions',
  'tooManyPixels',
  'noDensity',
  'wrongDensity',
  'wrongColour',
  'unsupportedCoding',
  'foreignContent',
  'encrypted',
  'tooManyPages',
  'activeContent',
  'changed',
] as const
export type DocumentFaultCode = (typeof DOCUMENT_FAULT_CODES)[number]

/**
 * One fault of a file: its code, the measured value and the required one. Values are short and
 * technical, never personal data.
 */
export interface DocumentFault {
  code: DocumentFaultCode
  measured: string
  required: string
}

/** The documents that a request needs before it can be filed (S35, S59, S60, S66). */
export function requiredDocuments(
  request: { type: 'cardRequest' } | { type: 'cancellationRequest'; reason: CancellationReason },
): readonly DocumentKind[] {
  if (request.type === 'cardRequest') return ['photo', 'receipt']
  return isLostOrStolen(request.reason) ? ['lossForm', 'policeLetter'] : []
}

/** The documents that a request of a type can have. */
export function possibleDocuments(type: RequestType): readonly DocumentKind[] {
  return type === 'cardRequest' ? ['photo', 'receipt'] : ['lossForm', 'policeLetter']
}
