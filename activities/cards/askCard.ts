import type { CardQuestion } from '../../workflows/contract'
import type { ProductionSubState } from '../../workflows/domain/requestState'
import type { Store } from '../../services/shared/store/connection'

/** Where a card is, as the record has it; null if it has no such card. */
export async function askCard(
  store: Store,
  { cardId }: CardQuestion,
): Promise<ProductionSubState | null> {
  const card = await store.cards.findById(cardId, { subState: 1 }).lean()
  return card?.subState ?? null
}
