/** What intake finds out about an uploaded file, and what it makes of it (D13, D14). */
import type { DocumentFault } from '../../../../workflows/domain/documents'
import type { Measured } from './measured'

/** A JPEG made by us. */
export interface Picture {
  bytes: Buffer
  /** Pixels. */
  width: number
  height: number
}

/** A file in the form in which it is kept. */
export interface KeptCopy {
  /** What is stored: the bare picture, or the PDF exactly as it came. */
  bytes: Buffer
  measured: Measured
  /** The pages of a PDF as pictures; empty for a picture. */
  pages: Picture[]
}

export type Judgement =
  /** Kept at once. Its findings are at most `cleaned`. */
  | { outcome: 'taken'; findings: DocumentFault[]; copy: KeptCopy }
  /** Kept after the person has seen and confirmed the result. */
  | { outcome: 'fixable'; findings: DocumentFault[]; offer: Offer }
  | { outcome: 'refused'; findings: DocumentFault[] }

/** What the person is asked to confirm. */
export type Offer =
  /** A photo that is cut out of the picture. `upright` is the picture, reduced to a screen's size. */
  | { kind: 'frame'; size: Size; upright: Picture }
  /** A copy that differs from the file in what the findings say, such as its stated resolution. */
  | { kind: 'copy'; copy: KeptCopy }

/** Pixels of the upright picture; of a fraction of it, if it is too large to be read in full. */
export interface Size {
  width: number
  height: number
}
