/** The documents of a request and the rules for their files (S36–S40, S59, S66, D10, D11, D13). */
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

/** The largest file that is read; most of what is larger than its rule can be put right (D13). */
export const MAX_UPLOAD_BYTES = 20 * 1_048_576

/**
 * The largest picture that is decoded in full, in pixels. Larger JPEGs, such as those of phones with
 * 108 megapixels, are decoded at a fraction of their size.
 */
export const MAX_PIXELS = 50_000_000

/** The largest picture that is decoded at a fraction of its size, in pixels. */
export const MAX_REDUCED_PIXELS = 250_000_000

export const MAX_PDF_PAGES = 50

export const DOCUMENT_RULES = {
  photo: { formats: ['jpeg'], maxBytes: 1_048_576 },
  receipt: { formats: ['jpeg', 'pdf'], maxBytes: 5 * 1_048_576 },
  lossForm: { formats: ['jpeg', 'pdf'], maxBytes: 5 * 1_048_576 },
  policeLetter: { formats: ['jpeg', 'pdf'], maxBytes: 5 * 1_048_576 },
} as const satisfies Record<DocumentKind, DocumentRule>

/**
 * What becomes of a file because of a finding (D13): the finding is dropped from the stored copy
 * without a word of blame, put right after the person has seen and confirmed the result, or the
 * file is refused because only the person can help.
 */
export type Treatment = 'cleaned' | 'fixable' | 'refused'

/**
 * Everything that can be found in an uploaded file, in the order in which it is reported. The texts
 * are in the catalogues, keyed by these codes. The stored file has none of them.
 */
export const TREATMENTS = {
  empty: 'refused',
  /** Larger than the rule of its kind, but readable. */
  tooLarge: 'fixable',
  /** No picture and no PDF, or a picture that cannot be decoded here, such as HEIC. */
  wrongType: 'refused',
  /** A picture of another format, such as PNG. */
  otherFormat: 'fixable',
  damaged: 'refused',
  /** Fewer pixels than the card needs; a picture is never scaled up. */
  tooFewPixels: 'refused',
  wrongDimensions: 'fixable',
  tooManyPixels: 'refused',
  noDensity: 'fixable',
  wrongDensity: 'fixable',
  wrongColour: 'fixable',
  unsupportedCoding: 'fixable',
  /** Comments, thumbnails, further pictures, foreign segments, data before or after the picture. */
  foreignContent: 'cleaned',
  /** A PDF that asks for a password when it is opened. */
  encrypted: 'refused',
  tooManyPages: 'refused',
  /** Pages that come out blank, or a number of pages that differs from what the file says. */
  blankPage: 'fixable',
  missingPages: 'fixable',
  /** More time or memory than one file may take. */
  tooCostly: 'refused',
  /** Only in records of earlier versions: such files are taken now, and never shown as they came. */
  activeContent: 'cleaned',
  /** The stored file is not the one that was pinned. */
  changed: 'refused',
} as const satisfies Record<string, Treatment>
export type DocumentFaultCode = keyof typeof TREATMENTS
export const DOCUMENT_FAULT_CODES = Object.keys(TREATMENTS) as readonly DocumentFaultCode[]

/** What becomes of a file with these findings: the strictest treatment; null for a file without. */
export function treatmentOf(findings: readonly { code: DocumentFaultCode }[]): Treatment | null {
  const treatments = findings.map(({ code }) => TREATMENTS[code])
  return STRICTEST_FIRST.find((each) => treatments.includes(each)) ?? null
}

const STRICTEST_FIRST = ['refused', 'fixable', 'cleaned'] as const satisfies readonly Treatment[]

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
