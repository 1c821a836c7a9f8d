/**
 * The messages between the cancellation of a card and the card's production (D3). Anybody with access
 * to Temporal can send them, so each run asks the record before it believes one.
 */
import { isId, read } from './readMessage'

/** A cancellation has been filed: neither print nor send the card. */
export interface HoldPrint {
  cancellationRequestId: string
  /** Workflow id of the run that waits for the answer. */
  replyTo: string
}

/** Whether the card is held; false once it has left the bureau. */
export interface HoldAnswered {
  cardId: string
  held: boolean
}

/** The cancellation has been decided. */
export interface CancellationDecided {
  cancellationRequestId: string
}

/** What a cancellation asks of its card's production. */
export type CancellationMessage = 'holdPrint' | 'releasePrint' | 'cardCancelled'

/** A cancellation of a card as the record has it. */
export interface CancellationOnRecord {
  /**
   * `ended`: rejected, returned or withdrawn. `unknown`: there is no such cancellation of this card.
   */
  standing: 'open' | 'approved' | 'ended' | 'unknown'
  /** Workflow id of its run; null if it is unknown. */
  workflowId: string | null
}

/** Parses the request to hold a card; null if it is malformed. */
export function readHoldPrint(raw: unknown): HoldPrint | null {
  return read<HoldPrint>(raw, { cancellationRequestId: isId, replyTo: isId })
}

/** Parses the answer to it; null if it is malformed. */
export function readHoldAnswered(raw: unknown): HoldAnswered | null {
  return read<HoldAnswered>(raw, { cardId: isId, held: (value) => typeof value === 'boolean' })
}

/** Parses the decision on the cancellation; null if it is malformed. */
export function readCancellationDecided(raw: unknown): CancellationDecided | null {
  return read<CancellationDecided>(raw, { cancellationRequestId: isId })
}
