import { ApplicationFailure } from '@temporalio/common'
import { FAILURES } from '../../workflows/contract'
import type { NewRequest } from '../../workflows/contract'
import { queueOf } from '../../workflows/domain/allowedActions'
import { receivedState } from '../../workflows/domain/requestState'
import type { Store } from '../../services/shared/store/connection'
import { isDuplicateKey } from '../../services/shared/store/duplicateKey'

/**
 * Writes the row of a new request with its first audit line. A repeat changes nothing.
 * @throws ApplicationFailure OpenRequestExists when the relative already has an open request (D5,
 *   the second lock);
 *         ProjectionConflict when another run recorded the same request, or another request
 *         has its number
 */
export async function recordNewRequest(store: Store, { input, at }: NewRequest): Promise<void> {
  const {
    requestId,
    requestNumber,
    type,
    personId,
    applicantId,
    relatedStaffIds,
    unitCode,
    documents,
  } = input
  const state = receivedState(type)
  const filedAt = new Date(at)
  try {
    await store.requests.create({
      _id: requestId,
      number: requestNumber,
      ...state,
      queue: queueOf(state),
      open: true,
      personId,
      applicantId,
      relatedStaffIds: [...relatedStaffIds],
      unitCode,
      reason: input.type === 'cancellationRequest' ? input.reason : null,
      cardId: input.type === 'cancellationRequest' ? input.cardId : null,
      documents: [...documents],
      filedAt,
      queuedAt: filedAt,
      seq: 0,
      audit: [{ key: `${requestId}:0`, action: 'filed', actor: applicantId, at: filedAt }],
    })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    const existing = await store.requests.findById(requestId, { number: 1, filedAt: 1 }).lean()
    if (existing?.number === requestNumber && existing.filedAt.getTime() === filedAt.getTime())
      return
    if (existing !== null) throw conflict(`Request ${requestId} was filed by another run`)
    if (error.keyPattern?.number !== undefined)
      throw conflict(`Another request has the number ${requestNumber}`)
    throw ApplicationFailure.nonRetryable(
      'The relative has an open request',
      FAILURES.openRequestExists,
    )
  }
}

function conflict(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, FAILURES.projectionConflict)
}
