import type { ClientSession } from 'mongoose'
import { endOf } from '../../services/shared/store/auditChain/auditLog'
import type { CardAuditLine } from '../../services/shared/store/card'
import type { Store } from '../../services/shared/store/connection'
import type { RequestAuditLine } from '../../services/shared/store/request'
import type { RequestStep } from '../../workflows/contract'
import { queueOf } from '../../workflows/domain/allowedActions'
import type { CardRequestState } from '../../workflows/domain/requestState'
import { cardToChange } from '../cards/cardToChange'
import { projectionConflict } from '../projectionConflict'
import { actorOf } from './stepAudit'

/** Cancels the card and updates the card request it was made for. */
export async function cancelCard(
  store: Store,
  step: RequestStep,
  cardId: string,
  session: ClientSession,
): Promise<void> {
  const at = new Date(step.at)
  const by = actorOf(step.effect)
  const key = `${step.requestId}:${step.seq}`
  const card = await cardToChange(store, cardId, session)
  if (card === null || card.cancelledAt !== null)
    throw projectionConflict(`Card ${cardId} is not valid any more`)
  const subState = card.subState === 'printHeld' ? 'printStopped' : 'cardCancelled'
  const ofCard = store.audit.link<CardAuditLine>('cards', cardId, endOf(card.audit), {
    key,
    subState,
    by,
    at,
  })
  await store.cards.updateOne(
    { _id: cardId },
    {
      $set: { cancelledAt: at, cancelledBy: step.requestId, subState, auditEnd: ofCard.auditEnd },
      $push: { audit: ofCard.line },
    },
    { session },
  )
  const ofRequest = store.audit.link<RequestAuditLine>(
    'requests',
    card.requestId,
    card.requestEnd,
    { key, action: subState, actor: by, at },
  )
  const state: CardRequestState = { type: 'cardRequest', status: 'approved', subState }
  await store.requests.updateOne(
    { _id: card.requestId },
    {
      $set: { subState, queue: queueOf(state), queuedAt: at, auditEnd: ofRequest.auditEnd },
      $push: { audit: ofRequest.line },
    },
    { session },
  )
}
