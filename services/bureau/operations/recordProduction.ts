/** What happened to a card at the bureau: printed, sent, handed over (D1). */
import type { ProductionEvent, Refused } from '../../../workflows/contract'
import type { Store } from '../../shared/store/connection'
import { waitForRow } from '../../shared/store/waitForRow'
import { RunLost } from '../../shared/temporal/runLost'
import type { Deps } from '../deps'
import { earlierAct } from './earlierAct'

/** What the clerk sent. `eventId` is created with the page. */
export type ProductionForm = Pick<ProductionEvent, 'eventId' | 'cardId' | 'kind'>

const VISIBLE_WITHIN_MS = 3_000

/**
 * Records an event of a card.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when production has ended before its card
 */
export async function recordProduction(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  form: ProductionForm,
): Promise<{ kind: 'taken' } | Refused> {
  const event = { ...form, by: clerkId, at: new Date().toISOString() }
  const answer = await runs.recordProduction(claims.prove('productionEvent', event))
  switch (answer.kind) {
    case 'taken':
      await waitForRow(
        () =>
          store.cards
            .findOne({ _id: form.cardId, 'audit.eventId': form.eventId }, { _id: 1 })
            .lean(),
        VISIBLE_WITHIN_MS,
      )
      return answer
    case 'refused':
      return answer
    case 'closed':
      return fromRecord(store, form)
  }
}

/** The run has ended, so the record decides: the same form sent again is the same event. */
async function fromRecord(
  store: Store,
  { cardId, eventId, kind }: ProductionForm,
): Promise<{ kind: 'taken' } | Refused> {
  const { audit, cancelledAt, subState, requestId } = await store.cards
    .findById(cardId, { audit: 1, cancelledAt: 1, subState: 1, requestId: 1 })
    .orFail()
    .lean()
  const earlier = audit.find(({ subState }) => subState === kind)
  if (earlier?.eventId === eventId) return { kind: 'taken' }
  if (cancelledAt === null && subState !== 'delivered')
    throw new RunLost(await numberOf(store, requestId))
  if (earlier === undefined) return { kind: 'refused', cause: 'closed', earlier: null }
  return { kind: 'refused', cause: 'alreadyReceived', earlier: earlierAct(earlier) }
}

async function numberOf(store: Store, requestId: string): Promise<string> {
  const { number } = await store.requests.findById(requestId, { number: 1 }).orFail().lean()
  return number
}
