/**
 * "Amire ilet": a clerk hands a case to the head of the bureau, who decides it or gives it back. The
 * clock of the review goes on.
 */
import { isId, isInstant, read } from './readMessage'

/** A clerk hands the case over. Contains the id of the note; its text is in MongoDB. */
export interface Escalation {
  escalationId: string
  requestId: string
  noteId: string
  /** Account id of the clerk. */
  by: string
  /** ISO instant. */
  at: string
}

/** The head gives the case back to the clerks. */
export interface EscalationReturn {
  returnId: string
  requestId: string
  noteId: string
  /** Account id of the head. */
  by: string
  at: string
}

/** Parses an escalation; null if it is malformed. */
export function readEscalation(raw: unknown): Escalation | null {
  return read<Escalation>(raw, {
    escalationId: isId,
    requestId: isId,
    noteId: isId,
    by: isId,
    at: isInstant,
  })
}

/** Parses the return of a case; null if it is malformed. */
export function readEscalationReturn(raw: unknown): EscalationReturn | null {
  return read<EscalationReturn>(raw, {
    returnId: isId,
    requestId: isId,
    noteId: isId,
    by: isId,
    at: isInstant,
  })
}
