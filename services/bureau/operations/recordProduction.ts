/** What happened to a card at the bureau: printed, sent, handed over (D1). */
import type { ProductionEvent, Refused } from '../../../workflows/contract'
import { deliverEvent } from '../../shared/acts/deliverEvent'
import type { Deps } from '../deps'

/** What the clerk sent. `eventId` is created with the page. */
type ProductionForm = Pick<ProductionEvent, 'eventId' | 'cardId' | 'kind'>

/**
 * Records an event of a card.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when production has ended before its card
 */
export function recordProduction(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  form: ProductionForm,
): Promise<{ kind: 'taken' } | Refused> {
  const event = { ...form, by: clerkId, at: new Date().toISOString() }
  return deliverEvent({ store, runs }, claims.prove('productionEvent', event))
}
