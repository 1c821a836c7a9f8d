import type { ClientSession } from 'mongoose'
import { LIST_END } from '../../services/shared/store/auditChain/auditLog'
import type { ListEnd } from '../../services/shared/store/auditChain/auditLog'
import type { Card } from '../../services/shared/store/card'
import type { Store } from '../../services/shared/store/connection'

/** A card, and the end of the audit lines of the request it was made for. */
export interface CardToChange extends Card {
  requestEnd: ListEnd
}

/** Reads, in one round trip, what a step of a card is linked to; null if it is not recorded. */
export async function cardToChange(
  store: Store,
  cardId: string,
  session: ClientSession,
): Promise<CardToChange | null> {
  const [card] = await store.cards
    .aggregate<CardToChange>([
      { $match: { _id: cardId } },
      {
        $lookup: {
          from: store.requests.collection.collectionName,
          localField: 'requestId',
          foreignField: '_id',
          pipeline: [{ $project: LIST_END }],
          as: 'requestEnd',
        },
      },
      { $unwind: '$requestEnd' },
    ])
    .session(session)
  return card ?? null
}
