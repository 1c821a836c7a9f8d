/** The card that a cancellation is about, with the photo of the request it was made for. */
import type { Card } from '../../shared/store/card'
import type { Store } from '../../shared/store/connection'
import type { KeptDocument } from '../../shared/store/keptDocument'
import type { Projected } from '../../shared/store/projected'

const CARD_FIELDS = { requestId: 1, subState: 1, approvedAt: 1 } as const

export interface CardToCancel extends Projected<Card, typeof CARD_FIELDS> {
  photo: KeptDocument | null
}

/** @returns null when no card is on record */
export async function cardToCancel(
  store: Store,
  cardId: string | null,
): Promise<CardToCancel | null> {
  const card = await store.cards.findById(cardId, CARD_FIELDS).lean()
  if (card === null) return null
  const made = await store.requests.findById(card.requestId, { documents: 1 }).lean()
  const photo = made?.documents.find(({ kind }) => kind === 'photo') ?? null
  return { ...card, photo }
}
