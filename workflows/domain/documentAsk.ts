/**
 * "Eksik iste": for one unreadable or incomplete document the bureau asks the applicant instead of
 * rejecting the request. The request waits, the applicant adds the document, and the review goes on.
 */
import { DOCUMENT_KINDS, requiredDocuments } from './documents'
import type { DocumentKind } from './documents'
import type { CancellationReason } from './reasons'
import type { RequestType } from './requestState'
import { isId, isInstant, isOneOf, read } from './readMessage'

/** What is wrong with the document; ready sentences are in the catalogues, keyed by these codes. */
export const DOCUMENT_FLAWS = ['unreadable', 'incomplete', 'otherDocument', 'unsuitable'] as const
export type DocumentFlaw = (typeof DOCUMENT_FLAWS)[number]

/** A clerk asks for one document. Contains the id of the note; its text is in MongoDB. */
export interface DocumentAsk {
  askId: string
  requestId: string
  kind: DocumentKind
  flaw: DocumentFlaw
  noteId: string | null
  /** Account id of the clerk. */
  by: string
  /** ISO instant. */
  at: string
}

/**
 * The applicant has added the document. Anybody with access to Temporal can send this, so the run
 * takes the file from the record, where only the portal writes it.
 */
export interface DocumentAdded {
  /** Id of the draft that holds the file. */
  additionId: string
  requestId: string
  askId: string
  /** Account id of the applicant. */
  by: string
  at: string
}

/** Parses an ask; null if it is malformed. */
export function readDocumentAsk(raw: unknown): DocumentAsk | null {
  return read<DocumentAsk>(raw, {
    askId: isId,
    requestId: isId,
    kind: isOneOf(DOCUMENT_KINDS),
    flaw: isOneOf(DOCUMENT_FLAWS),
    noteId: (value) => value === null || isId(value),
    by: isId,
    at: isInstant,
  })
}

/** Parses an addition; null if it is malformed. */
export function readDocumentAdded(raw: unknown): DocumentAdded | null {
  return read<DocumentAdded>(raw, {
    additionId: isId,
    requestId: isId,
    askId: isId,
    by: isId,
    at: isInstant,
  })
}

/** The documents of a request that can be asked for: those that it needs (S35, S60, S66). */
export function askableDocuments({
  type,
  reason,
}: {
  type: RequestType
  reason?: CancellationReason | null
}): readonly DocumentKind[] {
  if (type === 'cardRequest') return requiredDocuments({ type })
  return reason ? requiredDocuments({ type, reason }) : []
}
