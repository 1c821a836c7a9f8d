import type { ProductionEvent, Taken } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'

/** The events that a lost production had taken and not recorded, as its repair wrote them. */
export async function askCardRepair(
  store: Store,
  { cardId, seq }: { cardId: string; seq: number },
): Promise<readonly Taken<ProductionEvent>[]> {
  const card = await store.cards.findById(cardId, { repair: 1 }).lean()
  return card?.repair?.seq === seq ? card.repair.unrecorded : []
}
