/** Sends what happened to a card to its run, for a single act and for a bulk act alike (D1). */
import type { ProductionEvent, Proven, Refused } from '../../../workflows/contract'
import { standingEvents } from '../store/cardEvents'
import type { Store } from '../store/connection'
import { waitForRow } from '../store/waitForRow'
import type { RequestRuns } from '../temporal/requestRuns'
import { RunLost } from '../temporal/runLost'
import { earlierAct } from './earlierAct'

const VISIBLE_WITHIN_MS = 3_000

/**
 * Sends a proven event and returns what became of it; the record shows it then.
 * @throws EngineUnavailable when the engine does not answer; sending the same event again is safe
 * @throws RunLost when production has ended before its card
 */
export async function deliverEvent(
  { store, runs }: { store: Store; runs: RequestRuns },
  event: Proven<ProductionEvent>,
): Promise<{ kind: 'taken' } | Refused> {
  const answer = await runs.recordProduction(event)
  switch (answer.kind) {
    case 'taken':
      await waitForRow(
        () =>
          store.cards
            .findOne({ _id: event.cardId, 'audit.eventId': event.eventId }, { _id: 1 })
            .lean(),
        VISIBLE_WITHIN_MS,
      )
      return answer
    case 'refused':
      return answer
    case 'closed':
      return fromRecord(store, event)
  }
}

/** The run has ended, so the record decides: the same event sent again is the same act. */
async function fromRecord(
  store: Store,
  { cardId, eventId, kind }: ProductionEvent,
): Promise<{ kind: 'taken' } | Refused> {
  const { audit, cancelledAt, subState, requestId } = await store.cards
    .findById(cardId, { audit: 1, cancelledAt: 1, subState: 1, requestId: 1 })
    .orFail()
    .lean()
  if (audit.some((line) => line.eventId === eventId)) return { kind: 'taken' }
  const earlier = standingEvents(audit).find(({ subState }) => subState === kind)
  if (cancelledAt === null && subState !== 'delivered')
    throw new RunLost(await numberOf(store, requestId))
  if (earlier === undefined) return { kind: 'refused', cause: 'closed', earlier: null }
  return { kind: 'refused', cause: 'alreadyReceived', earlier: earlierAct(earlier) }
}

async function numberOf(store: Store, requestId: string): Promise<string> {
  const { number } = await store.requests.findById(requestId, { number: 1 }).orFail().lean()
  return number
}
