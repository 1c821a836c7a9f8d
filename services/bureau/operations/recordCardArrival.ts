/**
 * Records that the card of a non-lost cancellation has arrived with its letter (S67, S68, S75, D6).
 */
import type { PhysicalCardReceived, Refused } from '../../../workflows/contract'
import { deliverArrival } from '../../shared/acts/deliverArrival'
import type { Deps } from '../deps'
import { letterDateRefusal } from './letterDate'
import type { LetterDateRefused } from './letterDate'

/** What the clerk sent. `receiptId` is created with the page. */
export type ArrivalForm = Pick<
  PhysicalCardReceived,
  'receiptId' | 'requestId' | 'letterNo' | 'letterDate'
>

export type ArrivalAnswer =
  | { kind: 'taken' }
  | Refused
  /** The letter cannot have this date. */
  | ({ kind: 'letterDate' } & LetterDateRefused)

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
  const at = new Date().toISOString()
  const requestIds = [form.requestId]
  const refused = await letterDateRefusal(store, form.letterDate, { requestIds, at })
  if (refused !== null) return { kind: 'letterDate', ...refused }

  const arrival = claims.prove('physicalCardReceived', { ...form, by: clerkId, at })
  return deliverArrival({ store, runs }, arrival)
}
