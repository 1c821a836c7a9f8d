/** What describes a file of the corpus: files as people and attackers make them (D13, D14). */
import type { DocumentFaultCode, DocumentKind } from '../../workflows/domain/documents'
import type { Judgement } from '../../services/shared/documents/intake/judgement'
import type { PdfNote } from '../../services/shared/documents/intake/measured'

export interface CorpusFile {
  /** What it imitates; unique, and the title of its test. */
  name: string
  kind: DocumentKind
  /** What must become of it. */
  becomes: Judgement['outcome']
  /** The findings that it must have at least; whether others come with them is left open. */
  because?: DocumentFaultCode
  /** The notes that the clerk sees about a PDF that is taken (D14); any, if missing. */
  notes?: readonly PdfNote[]
  /** It is refused only because the pool ends the work on it; without the pool it takes minutes. */
  endedByPool?: true
  make(): Promise<Buffer> | Buffer
}

/**
 * The foreign part of each hostile file, spelled so that every search of a served or stored file
 * can find it.
 */
export const FOREIGN = 'PYK-FOREIGN-PART'
