import { ApplicationFailure } from '@temporalio/common'
import { FAILURES } from '../../workflows/contract'
import type { NewRequest, StoredDocument } from '../../workflows/contract'
import { queueOf } from '../../workflows/domain/allowedActions'
import { receivedState } from '../../workflows/domain/requestState'
import { writeNotice } from '../notices/writeNotice'
import { projectionConflict } from '../projectionConflict'
import type { Store } from '../../services/shared/store/connection'
import type { RequestAuditLine } from '../../services/shared/store/request'
import type { KeptDocument } from '../../services/shared/store/keptDocument'
import { personAsFiled } from './personAsFiled'
import { isDuplicateKey } from '../../services/shared/store/duplicateKey'

/**
 * Writes the row of a new request with its first audit line, and the notice that it was taken. A
 * repeat changes nothing. What intake
 * measured of the documents and the pictures of their pages come from the draft: runs and their
 * histories do not carry them.
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
    timing,
  } = input
  const state = receivedState(type)
  const filedAt = new Date(at)
  const key = `${requestId}:0`
  try {
    const [kept, filedPerson] = await Promise.all([
      asKept(store, requestId, documents),
      personAsFiled(store, input),
    ])
    await store.connection.transaction(async (session) => {
      await store.requests.create(
        [
          {
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
            documents: kept,
            ...(kept.some(isPhotoPutRight) ? { photoPutRight: true as const } : {}),
            filedPerson,
            filedAt,
            queuedAt: filedAt,
            timing,
            seq: 0,
            ...store.audit.firstLine<RequestAuditLine>('requests', requestId, {
              key,
              action: 'filed',
              actor: applicantId,
              at: filedAt,
            }),
          },
        ],
        { session },
      )
      await writeNotice(store, { key, kind: 'taken', requestId, at: filedAt }, session)
    })
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    const existing = await store.requests.findById(requestId, { number: 1, filedAt: 1 }).lean()
    if (existing?.number === requestNumber && existing.filedAt.getTime() === filedAt.getTime())
      return
    if (existing !== null) throw projectionConflict(`Request ${requestId} was filed by another run`)
    if (error.keyPattern?.number !== undefined)
      throw projectionConflict(`Another request has the number ${requestNumber}`)
    throw ApplicationFailure.nonRetryable(
      'The relative has an open request',
      FAILURES.openRequestExists,
    )
  }
}

/**
 * The draft has the request's id. Files it no longer holds and old drafts have no measurements and
 * no pages.
 */
async function asKept(
  store: Store,
  requestId: string,
  documents: readonly StoredDocument[],
): Promise<KeptDocument[]> {
  const draft = await store.drafts.findById(requestId, { documents: 1 }).lean()
  return documents.map((document) => {
    const kept = draft?.documents.find(({ key }) => key === document.key)
    return {
      ...document,
      ...(kept?.measured ? { measured: kept.measured } : {}),
      ...(kept?.pages ? { pages: kept.pages } : {}),
      ...(kept?.putRight ? { putRight: kept.putRight } : {}),
    }
  })
}

function isPhotoPutRight({ kind, putRight }: KeptDocument): boolean {
  return kind === 'photo' && putRight === true
}
