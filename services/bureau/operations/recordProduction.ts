/** What happened to a card at the bureau: printed, sent, handed over (D1). */
import type { ProductionEvent } from '../../../workflows/contract'
import type { RequestRuns } from '../../shared/temporal/requestRuns'
import type { Store } from '../../shared/store/connection'
import { waitForRow } from '../../shared/store/waitForRow'
import type { RecordAnswer } from './recordAnswer'

/** What the clerk sent. `eventId` is minted with the page. */
export type ProductionForm = Pick<ProductionEvent, 'eventId' | 'cardId' | 'kind'>

const VISIBLE_WITHIN_MS = 3_000

/**
 * Records an event of a card.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 */
export async function recordProduction(
  { store, runs }: { store: Store; runs: RequestRuns },
  clerkId: string,
  form: ProductionForm,
): Promise<RecordAnswer> {
  const answer = await runs.recordProduction({ ...form, by: clerkId, at: new Date().toISOString() })
  if (answer.kind === 'taken') {
    await waitForRow(
      () =>
        store.cards.findOne({ _id: form.cardId, 'audit.subState': form.kind }, { _id: 1 }).lean(),
      VISIBLE_WITHIN_MS,
    )
    return { kind: 'taken' }
  }
  const { audit } = await store.cards.findById(form.cardId, { audit: 1 }).orFail().lean()
  const earlier = audit.find(({ subState }) => subState === form.kind) ?? null
  if (answer.kind === 'refused') {
    const { cause } = answer.refusal
    return { kind: 'refused', cause, earlier: cause === 'alreadyReceived' ? earlier : null }
  }
  // The run is over, so the record knows: the same clerk's second click is still the same event.
  if (earlier === null) return { kind: 'refused', cause: 'closed', earlier }
  return earlier.by === clerkId
    ? { kind: 'taken' }
    : { kind: 'refused', cause: 'alreadyReceived', earlier }
}
