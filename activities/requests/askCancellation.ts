import type { CancellationQuestion } from '../../workflows/contract'
import { isOpen } from '../../workflows/domain/requestState'
import type { CancellationOnRecord } from '../../workflows/domain/runMessages'
import { requestWorkflowId } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'
import { stateOf } from '../../services/shared/store/request'

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
  const person = request && (await store.people.findById(request.personId, { personKey: 1 }).lean())
  if (!request || !person) return { standing: 'unknown', workflowId: null }
  const state = stateOf(request)
  return {
    standing: isOpen(state) ? 'open' : state.status === 'approved' ? 'approved' : 'ended',
    workflowId: requestWorkflowId(person.personKey),
  }
}
