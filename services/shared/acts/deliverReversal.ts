/** Sends that an event of a card was recorded by mistake to its run. */
import type { ProductionReversal, Proven, Refused } from '../../../workflows/contract'
import type { Store } from '../store/connection'
import { waitForRow } from '../store/waitForRow'
import type { RequestRuns } from '../temporal/requestRuns'
import { RunLost } from '../temporal/runLost'

const VISIBLE_WITHIN_MS = 3_000

/**
 * Sends a proven reversal and returns what became of it; the record shows it then.
 * @throws EngineUnavailable when the engine does not answer; sending the same reversal again is safe
 * @throws RunLost when production has ended before its card
 */
export async function deliverReversal(
  { store, runs }: { store: Store; runs: RequestRuns },
  reversal: Proven<ProductionReversal>,
): Promise<{ kind: 'taken' } | Refused> {
  const { cardId, reversalId } = reversal
  const onRecord = () =>
    store.cards.findOne({ _id: cardId, 'audit.eventId': reversalId }, { _id: 1 }).lean()
  const answer = await runs.revertProduction(reversal)
  if (answer.kind === 'taken') await waitForRow(onRecord, VISIBLE_WITHIN_MS)
  if (answer.kind !== 'closed') return answer
  // The run has ended, so the record decides: the same reversal sent again is the same act.
  if ((await onRecord()) !== null) return { kind: 'taken' }
  const { cancelledAt, subState, requestId } = await store.cards
    .findById(cardId, { cancelledAt: 1, subState: 1, requestId: 1 })
    .orFail()
    .lean()
  if (cancelledAt !== null) return { kind: 'refused', cause: 'closed', earlier: null }
  if (subState === 'delivered') return { kind: 'refused', cause: 'reversalOver', earlier: null }
  const { number } = await store.requests.findById(requestId, { number: 1 }).orFail().lean()
  throw new RunLost(number)
}
