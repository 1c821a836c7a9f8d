/**
 * Records that the card of a non-lost cancellation has arrived with its letter (S67, S68, S75, D6).
 */
import type { PhysicalCardReceived, Refused } from '../../../workflows/contract'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { Day } from '../../../workflows/domain/istanbul'
import { earliestLetterDay, letterDateFault } from '../../../workflows/domain/letterDate'
import type { LetterDateFault } from '../../../workflows/domain/letterDate'
import { deliverArrival } from '../../shared/acts/deliverArrival'
import type { Store } from '../../shared/store/connection'
import type { Deps } from '../deps'

/** What the clerk sent. `receiptId` is created with the page. */
export type ArrivalForm = Pick<
  PhysicalCardReceived,
  'receiptId' | 'requestId' | 'letterNo' | 'letterDate'
>

export type ArrivalAnswer =
  | { kind: 'taken' }
  | Refused
  /** The letter cannot have this date. `earliest`: the first day that it could have. */
  | { kind: 'letterDate'; fault: LetterDateFault; earliest: Day }

/**
 * Records a card's arrival; the request then enters the review queue.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when the run has ended before its request
 */
export async function recordCardArrival(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  form: ArrivalForm,
): Promise<ArrivalAnswer> {
  const { cardId } = await store.requests.findById(form.requestId, { cardId: 1 }).orFail().lean()
  const at = new Date().toISOString()
  const days = { today: istanbulDayOf(at), cardApprovedOn: await approvalDayOf(store, cardId) }
  const fault = letterDateFault(form.letterDate, days)
  if (fault !== null) return { kind: 'letterDate', fault, earliest: earliestLetterDay(days) }

  const arrival = claims.prove('physicalCardReceived', { ...form, by: clerkId, at })
  return deliverArrival({ store, runs }, arrival)
}

/** The day in Istanbul on which a card was approved; null when it is not on record. */
async function approvalDayOf(store: Store, cardId: string | null): Promise<Day | null> {
  const card = await store.cards.findById(cardId, { approvedAt: 1 }).lean()
  return card === null ? null : istanbulDayOf(card.approvedAt.toISOString())
}
