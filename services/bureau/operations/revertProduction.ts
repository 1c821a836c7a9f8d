/** Takes back what was recorded about a card by mistake: printed, sent, handed over (D1). */
import type { ProductionReversal, Refused } from '../../../workflows/contract'
import { deliverReversal } from '../../shared/acts/deliverReversal'
import type { Deps } from '../deps'

/** What the clerk sent. `reversalId` is created with the page. */
type ReversalForm = Pick<ProductionReversal, 'reversalId' | 'cardId' | 'kind' | 'ground'>

/**
 * Takes back an event of a card.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when production has ended before its card
 */
export function revertProduction(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  form: ReversalForm,
): Promise<{ kind: 'taken' } | Refused> {
  const reversal = { ...form, by: clerkId, at: new Date().toISOString() }
  return deliverReversal({ store, runs }, claims.prove('productionReverted', reversal))
}
