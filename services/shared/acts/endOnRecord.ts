import type { Refused } from '../../../workflows/contract'
import type { Store } from '../store/connection'
import { RunLost } from '../temporal/runLost'
import { earlierAct } from './earlierAct'

/**
 * The refusal of an act on a request whose run has ended, from the record: it was withdrawn, or who
 * decided and when (D7).
 * @throws RunLost when the request is still open
 */
export async function endOnRecord(store: Store, requestId: string): Promise<Refused> {
  const { decision, withdrawn, number } = await store.requests
    .findById(requestId, { decision: 1, withdrawn: 1, number: 1 })
    .orFail()
    .lean()
  if (withdrawn) return { kind: 'refused', cause: 'withdrawn', earlier: null }
  if (decision === null) throw new RunLost(number)
  return { kind: 'refused', cause: 'alreadyDecided', earlier: earlierAct(decision) }
}
