/** What happened to a card at the bureau: printed, sent, handed over (D1). */
import type { ProductionEvent } from '../../../workflows/contract'
import type { MessageAnswer, RequestRuns } from '../../shared/temporal/requestRuns'
import type { Store } from '../../shared/store/connection'
import { waitForRow } from '../../shared/store/waitForRow'

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
): Promise<MessageAnswer> {
  const answer = await runs.recordProduction({ ...form, by: clerkId, at: new Date().toISOString() })
  if (answer.kind === 'taken') {
    await waitForRow(
      () => store.cards.findOne({ _id: form.cardId, 'audit.subState': form.kind }, { _id: 1 }).lean(),
      VISIBLE_WITHIN_MS,
    )
  }
  return answer
}
