import { RECORDED_EVENTS } from '../../services/shared/acts/recordedEvents'
import type { AuditEntry } from '../../services/shared/store/auditEntry'
import type { Store } from '../../services/shared/store/connection'
import type { BatchItem } from '../../workflows/contract'

/**
 * Writes the audit line of an item that was done, as a route does for a single act, so that the trail
 * of a request names who printed its card in a batch (S74). Who and when come from the record, whose
 * steps are proven; an item could name anybody. A repeat writes nothing.
 * @throws Error while the act is not on record yet
 */
export async function auditItem(store: Store, item: BatchItem): Promise<void> {
  const { requestId: subject } = item
  const act = 'event' in item ? await cardAct(store, item) : await arrivalAct(store, item)
  if (act === null) throw new Error(`The item of request ${subject} is not on record yet`)
  const { event, by: actor, at } = act
  const line = { event, actor, subject, at, outcome: 'done' } satisfies AuditEntry
  if ((await store.auditEntries.exists(line)) === null) await store.audit.append(line)
}

async function cardAct(
  store: Store,
  { requestId, event: { cardId, eventId, kind } }: Extract<BatchItem, { event: unknown }>,
) {
  const card = await store.cards.findOne({ _id: cardId, requestId }, { audit: 1 }).lean()
  const line = card?.audit.find((each) => each.eventId === eventId)
  return line === undefined ? null : { event: RECORDED_EVENTS[kind], by: line.by, at: line.at }
}

async function arrivalAct(
  store: Store,
  { requestId, arrival: { receiptId } }: Extract<BatchItem, { arrival: unknown }>,
) {
  const recorded = { _id: requestId, 'cardReceived.receiptId': receiptId }
  const request = await store.requests.findOne(recorded, { cardReceived: 1 }).lean()
  const received = request?.cardReceived
  if (!received) return null
  return { event: RECORDED_EVENTS.cardArrived, by: received.by, at: received.at }
}
