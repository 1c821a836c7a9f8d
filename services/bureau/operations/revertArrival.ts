/** Takes back that a card was recorded as arrived by mistake; its cancellation waits for it again (D6). */
import type { ArrivalReversal, Refused } from '../../../workflows/contract'
import { deliverArrivalReversal } from '../../shared/acts/deliverArrivalReversal'
import type { Deps } from '../deps'

/** What the clerk sent. `reversalId` is created with the page. */
type ReversalForm = Omit<ArrivalReversal, 'by' | 'at'>

/**
 * Takes the arrival of a card back.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when the run has ended before its request
 */
export function revertArrival(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  form: ReversalForm,
): Promise<{ kind: 'taken' } | Refused> {
  const reversal = { ...form, by: clerkId, at: new Date().toISOString() }
  return deliverArrivalReversal({ store, runs }, claims.prove('arrivalReverted', reversal))
}
