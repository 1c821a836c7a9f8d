import { randomUUID } from 'node:crypto'
import { nextRequestNumber } from '../../services/shared/store/nextRequestNumber'
import type { Store } from '../../services/shared/store/connection'
import type { RequestRecord } from '../../services/shared/store/request'
import { queueOf } from '../../workflows/domain/allowedActions'
import type { RequestState } from '../../workflows/domain/requestState'

const YEAR = 2026

/**
 * The row of a request that was filed just now, in some state and without a run.
 * @param over fields that differ
 */
export async function requestRow(
  store: Store,
  state: RequestState,
  over: Pick<RequestRecord, 'personId' | 'applicantId' | 'unitCode'> & Partial<RequestRecord>,
): Promise<RequestRecord> {
  const at = new Date()
  const { applicantId } = over
  return {
    _id: randomUUID(),
    number: await nextRequestNumber(store, YEAR),
    ...state,
    queue: queueOf(state),
    // Many rows may be about the same person here; the lock of open requests has its own tests.
    open: false,
    relatedStaffIds: [applicantId],
    reason: state.type === 'cancellationRequest' ? 'damaged' : null,
    cardId: null,
    documents: [],
    filedAt: at,
    queuedAt: at,
    dueAt: null,
    decision: null,
    documentFaults: [],
    cardReceived: null,
    reminders: [],
    seq: 0,
    audit: [{ key: `${randomUUID()}:0`, action: 'filed', actor: applicantId, at }],
    ...over,
  }
}
