/**
 * The arrival of a card that was recorded by mistake is taken back ("Yanlış kayıt: geri al"): the
 * request waits for its card again (D6).
 */
import { isId, isInstant, isOneOf, read } from './readMessage'

/** Why the record was wrong. */
export const ARRIVAL_REVERSAL_GROUNDS = ['wrongCard', 'notDone', 'wrongLetter'] as const
export type ArrivalReversalGround = (typeof ARRIVAL_REVERSAL_GROUNDS)[number]

export interface ArrivalReversal {
  reversalId: string
  requestId: string
  /** The record that is taken back. */
  receiptId: string
  ground: ArrivalReversalGround
  /** Account id of the clerk. */
  by: string
  /** ISO instant. */
  at: string
}

/** Parses a reversal; null if it is malformed. */
export function readArrivalReversal(raw: unknown): ArrivalReversal | null {
  return read<ArrivalReversal>(raw, {
    reversalId: isId,
    requestId: isId,
    receiptId: isId,
    ground: isOneOf(ARRIVAL_REVERSAL_GROUNDS),
    by: isId,
    at: isInstant,
  })
}
