/** The messages between the cancellation of a card and the card's production (D3). */
import { isId, read } from './readMessage'

/** A cancellation has been filed: do not print. */
export interface HoldPrint {
  cancellationRequestId: string
  /** Workflow id of the run that waits for the answer. */
  replyTo: string
}

/** Whether the print is held; it is not once the card is printed. */
export interface HoldAnswered {
  cardId: string
  held: boolean
}

/** The cancellation has been decided. */
export interface CancellationDecided {
  cancellationRequestId: string
}

/** Reads the wish to hold a print; null when it is malformed. */
export function readHoldPrint(raw: unknown): HoldPrint | null {
  return read<HoldPrint>(raw, { cancellationRequestId: isId, replyTo: isId })
}

/** Reads the answer to it; null when it is malformed. */
export function readHoldAnswered(raw: unknown): HoldAnswered | null {
  return read<HoldAnswered>(raw, { cardId: isId, held: (value) => typeof value === 'boolean' })
}

/** Reads what became of the cancellation; null when it is malformed. */
export function readCancellationDecided(raw: unknown): CancellationDecided | null {
  return read<CancellationDecided>(raw, { cancellationRequestId: isId })
}
