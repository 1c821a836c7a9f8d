/** Sends that the arrival of a card was recorded by mistake to its run (D6). */
import type { ArrivalReversal, Proven, Refused } from '../../../workflows/contract'
import type { Store } from '../store/connection'
import { waitForRow } from '../store/waitForRow'
import type { RequestRuns } from '../temporal/requestRuns'
import { endOnRecord } from './endOnRecord'
import { lockOf } from './lockOf'

const VISIBLE_WITHIN_MS = 3_000

/**
 * Sends a proven reversal and returns what became of it; the record shows it then.
 * @throws EngineUnavailable when the engine does not answer; sending the same reversal again is safe
 * @throws RunLost when the run has ended before its request
 */
export async function deliverArrivalReversal(
  { store, runs }: { store: Store; runs: RequestRuns },
  reversal: Proven<ArrivalReversal>,
): Promise<{ kind: 'taken' } | Refused> {
  const { requestId, receiptId } = reversal
  const answer = await runs.revertArrival(await lockOf(store, requestId), reversal)
  if (answer.kind === 'closed') return endOnRecord(store, requestId)
  if (answer.kind === 'taken') {
    const gone = { _id: requestId, 'cardReceived.receiptId': { $ne: receiptId } }
    await waitForRow(() => store.requests.findOne(gone, { _id: 1 }).lean(), VISIBLE_WITHIN_MS)
  }
  return answer
}
