/** Sends the arrival of a card to its run, for a single act and for a bulk act alike (D6). */
import type { PhysicalCardReceived, Proven, Refused } from '../../../workflows/contract'
import type { Store } from '../store/connection'
import { waitForRow } from '../store/waitForRow'
import type { RequestRuns } from '../temporal/requestRuns'
import { RunLost } from '../temporal/runLost'
import { lockOf } from './lockOf'

const VISIBLE_WITHIN_MS = 3_000

/**
 * Sends a proven arrival and returns what became of it; the record shows it then.
 * @throws EngineUnavailable when the engine does not answer; sending the same arrival again is safe
 * @throws RunLost when the run has ended before its request
 */
export async function deliverArrival(
  { store, runs }: { store: Store; runs: RequestRuns },
  arrival: Proven<PhysicalCardReceived>,
): Promise<{ kind: 'taken' } | Refused> {
  const { requestId, receiptId } = arrival
  const answer = await runs.recordArrival(await lockOf(store, requestId), arrival)
  if (answer.kind === 'taken') {
    await waitForRow(
      () =>
        store.requests
          .findOne({ _id: requestId, 'cardReceived.receiptId': receiptId }, { _id: 1 })
          .lean(),
      VISIBLE_WITHIN_MS,
    )
    return answer
  }
  if (answer.kind === 'refused') return answer
  // The run has ended, so the record decides: the same arrival sent again is the same act.
  const { cardReceived, open, withdrawn, number } = await store.requests
    .findById(requestId, { cardReceived: 1, open: 1, withdrawn: 1, number: 1 })
    .orFail()
    .lean()
  if (cardReceived?.receiptId === receiptId) return { kind: 'taken' }
  if (open) throw new RunLost(number)
  return { kind: 'refused', cause: withdrawn ? 'withdrawn' : 'closed', earlier: null }
}
