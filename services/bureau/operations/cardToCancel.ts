/** The card that a cancellation is about, with the photo of the request it was made for. */
import type { StoredDocument } from '../../../workflows/domain/messages'
import type { Card } from '../../shared/store/card'
import type { Store } from '../../shared/store/connection'

export interface CardToCancel extends Pick<Card, 'requestId' | 'subState' | 'approvedAt'> {
  photo: StoredDocument | null
}

/** @returns null when no card is on record */
export async function cardToCancel(
  store: Store,
  cardId: string | null,
): Promise<CardToCancel | null> {
  const card = await store.cards
    .findById(cardId, { requestId: 1, subState: 1, approvedAt: 1 })
    .lean()
  if (card === null) return null
  const { requestId, subState, approvedAt } = card
  const made = await store.requests.findById(requestId, { documents: 1 }).lean()
  const photo = made?.documents.find(({ kind }) => kind === 'photo') ?? null
  return { requestId, subState, approvedAt, photo }
}
