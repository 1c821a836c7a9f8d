/** A request whose run is lost: what record and engine each think, and the run that continues it. */
import { ApplicationFailure } from '@temporalio/common'
import { recordCardStep } from '../../../../activities/cards/recordCardStep'
import { recordStep } from '../../../../activities/requests/recordStep'
import type { Card } from '../../../../services/shared/store/card'
import type { Store } from '../../../../services/shared/store/connection'
import { stateOf } from '../../../../services/shared/store/request'
import type { RequestRecord } from '../../../../services/shared/store/request'
import type {
  LostRuns,
  MissedMessage,
  RunSeen,
} from '../../../../services/shared/temporal/lostRuns'
import {
  cardProductionWorkflowId,
  productionStateQuery,
  requestStateQuery,
  requestWorkflowId,
} from '../../../../workflows/contract'
import type {
  CancellationRequestInput,
  CardProductionInput,
  CardRequestInput,
} from '../../../../workflows/contract'
import { isHeld, isOpen } from '../../../../workflows/domain/requestState'
import { CommandRefused, OPERATOR } from '../command'
import { messages } from '../messages'
import {
  carriedProduction,
  requestInput,
  unrecordedEvents,
  unrecordedRequest,
} from './carriedState'

export interface Means {
  store: Store
  lostRuns: LostRuns
}

/** What is to be begun again. */
export type LostRun =
  | { kind: 'request'; record: RequestRecord; workflowId: string; personKey: string }
  | { kind: 'production'; record: RequestRecord; card: Card; workflowId: string }

export interface Found {
  lost: LostRun
  seen: RunSeen | null
}

/**
 * Finds the run of a request, or the production of its card.
 * @throws CommandRefused for an unknown or a finished request, and while the run is open
 */
export async function findLostRun({ store, lostRuns }: Means, number: string): Promise<Found> {
  const record = await store.requests.findOne({ number }).lean()
  if (record === null) throw new CommandRefused(messages.requestUnknown(number))
  const lost = await runOf(store, record)
  if (lost === null) throw new CommandRefused(messages.requestFinished(number))
  const seen = await lostRuns.look(lost.workflowId)
  if (seen !== null && seen.closedAt === null) throw new CommandRefused(messages.runOpen(number))
  return { lost, seen: isOwn(lost, seen) ? seen : null }
}

/** The run that must be open by the record; null if none. */
async function runOf(store: Store, record: RequestRecord): Promise<LostRun | null> {
  const state = stateOf(record)
  if (isOpen(state)) {
    const { personKey } = await store.people
      .findById(record.personId, { personKey: 1 })
      .orFail()
      .lean()
    return { kind: 'request', record, personKey, workflowId: requestWorkflowId(personKey) }
  }
  if (record.type !== 'cardRequest' || record.cardId === null) return null
  const card = await store.cards.findById(record.cardId).lean()
  if (card === null || card.cancelledAt !== null || card.subState === 'delivered') return null
  return { kind: 'production', record, card, workflowId: cardProductionWorkflowId(card._id) }
}

/** An earlier request of the same relative had the same workflow id. */
function isOwn({ kind, record }: LostRun, seen: RunSeen | null): boolean {
  return kind === 'production' || seen?.requestId === record._id
}

/**
 * Writes the line of the repair and begins the run in the state of the record. Of two operators at
 * once, the record takes the step of one only, and Temporal the run of one only.
 * @throws CommandRefused when another operator was first
 */
export async function beginAgain(means: Means, { lost, seen }: Found): Promise<void> {
  const isBegun = await (lost.kind === 'request'
    ? beginRequest(means, lost, seen)
    : beginProduction(means, lost, seen))
  if (!isBegun) throw new CommandRefused(messages.runOpen(lost.record.number))
  await means.store.audit.append({
    event: 'runRepaired',
    actor: OPERATOR,
    subject: lost.record._id,
    at: new Date(),
    outcome: 'done',
  })
}

async function beginRequest(
  { store, lostRuns }: Means,
  { record, personKey, workflowId }: LostRun & { kind: 'request' },
  seen: RunSeen | null,
): Promise<boolean> {
  const run = seen && (await lostRuns.lastState(workflowId, requestStateQuery))
  const begunCard = await lostRuns.cardInProduction(record.number)
  const card =
    record.type === 'cancellationRequest'
      ? await store.cards.findById(record.cardId, { subState: 1, approvedAt: 1 }).lean()
      : null
  const seq = record.seq + 1
  const input: CardRequestInput | CancellationRequestInput = requestInput(record, card, run, seq)
  await unlessAnotherWasFirst(record.number, () =>
    recordStep(store, {
      requestId: record._id,
      seq,
      at: new Date().toISOString(),
      state: stateOf(record),
      effect: { kind: 'repaired', unrecorded: unrecordedRequest(record, run, begunCard) },
    }),
  )
  return lostRuns.beginRequest(personKey, input)
}

async function beginProduction(
  { store, lostRuns }: Means,
  { record, card, workflowId }: LostRun & { kind: 'production' },
  seen: RunSeen | null,
): Promise<boolean> {
  const run = seen && (await lostRuns.lastState(workflowId, productionStateQuery))
  const { heldFor, missed } = await cancellationOf(store, card)
  const seq = card.seq + 1
  const { _id: requestId, number: requestNumber, unitCode } = record
  const input: CardProductionInput = {
    cardId: card._id,
    requestId,
    requestNumber,
    unitCode,
    carried: carriedProduction(card, heldFor, run, seq),
  }
  await unlessAnotherWasFirst(requestNumber, async () => {
    const { subState, _id: cardId } = card
    const at = new Date().toISOString()
    const repair = { unrecorded: unrecordedEvents(card, run) }
    const step = { cardId, requestId, seq, at, subState, by: null, eventId: null, repair }
    const { cancelled } = await recordCardStep(store, step)
    if (cancelled) throw new CommandRefused(messages.requestFinished(requestNumber))
  })
  return lostRuns.beginProduction(input, missed)
}

/** Which cancellation holds the card, and what production has missed of it. */
async function cancellationOf(
  store: Store,
  { _id: cardId, personId, subState }: Card,
): Promise<{ heldFor: string | null; missed: MissedMessage | null }> {
  const latest = await store.requests
    .findOne({ personId, cardId, type: 'cancellationRequest' })
    .sort({ filedAt: -1 })
    .lean()
  if (latest === null) return { heldFor: null, missed: null }
  const cancellationRequestId = latest._id
  if (isHeld(subState)) {
    const missed = latest.open ? null : ({ kind: 'release', cancellationRequestId } as const)
    return { heldFor: cancellationRequestId, missed }
  }
  if (!latest.open || latest.subState !== 'received') return { heldFor: null, missed: null }
  const { personKey } = await store.people.findById(personId, { personKey: 1 }).orFail().lean()
  return { heldFor: null, missed: { kind: 'hold', cancellationRequestId, personKey } }
}

async function unlessAnotherWasFirst(number: string, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (error instanceof ApplicationFailure)
      throw new CommandRefused(messages.recordMovedOn(number))
    throw error
  }
}
