import type { CancellationQuestion, CardQuestion } from '../../workflows/contract'
import { isOpen } from '../../workflows/domain/requestState'
import type { CancellationOnRecord, HoldPrint } from '../../workflows/domain/runMessages'
import type { Store } from '../../services/shared/store/connection'
import { stateOf } from '../../services/shared/store/request'
import { workflowIdOf } from './workflowIdOf'

/** What the record says of the cancellation of a card (D3). */
export async function askCancellation(
  store: Store,
  { cancellationRequestId, cardId }: CancellationQuestion,
): Promise<CancellationOnRecord> {
  const request = await store.requests
    .findOne(
      { _id: cancellationRequestId, type: 'cancellationRequest', cardId },
      { type: 1, status: 1, subState: 1, personId: 1 },
    )
    .lean()
  const workflowId = request && (await workflowIdOf(store, request.personId))
  if (!request || workflowId === null) return { standing: 'unknown', workflowId: null }
  const state = stateOf(request)
  return {
    standing: isOpen(state) ? 'open' : state.status === 'approved' ? 'approved' : 'ended',
    workflowId,
  }
}

/** The open cancellation of a card, as its production holds the card for it; null if there is none. */
export async function askOpenCancellation(
  store: Store,
  { cardId }: CardQuestion,
): Promise<HoldPrint | null> {
  const card = await store.cards.findById(cardId, { personId: 1 }).lean()
  if (card === null) return null
  const { personId } = card
  const [request, replyTo] = await Promise.all([
    store.requests
      .findOne({ personId, open: true, type: 'cancellationRequest', cardId }, { _id: 1 })
      .lean(),
    workflowIdOf(store, personId),
  ])
  return request && replyTo !== null ? { cancellationRequestId: request._id, replyTo } : null
}
