/** A request whose run is lost: what record and engine each think, and the run that continues it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Card } from '../../../../services/shared/store/card'
import type { Store } from '../../../../services/shared/store/connection'
import { isDuplicateKey } from '../../../../services/shared/store/duplicateKey'
import { readLeaveAt } from '../../../../services/shared/store/leave'
import { repairId } from '../../../../services/shared/store/repair'
import type { Repair } from '../../../../services/shared/store/repair'
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
import { cardStateText, stateText } from '../../../../workflows/domain/differences'
import { isHeld, isOpen } from '../../../../workflows/domain/requestState'
import type { RequestState } from '../../../../workflows/domain/requestState'
import { CommandRefused, OPERATOR } from '../command'
import { messages } from '../messages'
import {
  carriedProduction,
  countedAt,
  requestInput,
  unrecordedEvents,
  unrecordedRequest,
} from './carriedState'

export interface Means {
  store: Store
  lostRuns: LostRuns
}

const TAKEN_OVER_WITHIN_MS = 15_000

/** What is to be begun again. */
export type LostRun =
  | { kind: 'request'; record: RequestRecord; workflowId: string; personKey: string }
  | { kind: 'production'; record: RequestRecord; card: Card; workflowId: string }

export interface Found {
  lost: LostRun
  seen: RunSeen | null
  /** Whether the last state of that run can still be read; without a worker it cannot. */
  isReadable: boolean
  /** What an open run answers that disagrees with its record; null if no run is to be ended. */
  toEnd: string | null
}

/**
 * Finds the run of a request, or the production of its card.
 * @param mayEnd whether an open run that disagrees with its record counts as lost
 * @throws CommandRefused for an unknown or a finished request, and while the run is open
 */
export async function findLostRun(
  { store, lostRuns }: Means,
  number: string,
  mayEnd: boolean,
): Promise<Found> {
  const record = await store.requests.findOne({ number }).lean()
  if (record === null) throw new CommandRefused(messages.requestUnknown(number))
  const lost = await runOf(store, record)
  if (lost === null) throw new CommandRefused(messages.requestFinished(number))
  const seen = await lostRuns.look(lost.workflowId)
  const stateOfRun = (): Promise<{ state: RequestState } | null> =>
    lost.kind === 'request'
      ? lostRuns.lastState(lost.workflowId, requestStateQuery)
      : lostRuns.lastState(lost.workflowId, productionStateQuery)
  if (seen !== null && seen.closedAt === null) {
    const toEnd = mayEnd && isOwn(lost, seen) ? disagreeing(lost, await stateOfRun()) : null
    if (toEnd === null) throw new CommandRefused(messages.runOpen(number))
    return { lost, seen, isReadable: true, toEnd }
  }
  if (seen === null || !isOwn(lost, seen))
    return { lost, seen: null, isReadable: false, toEnd: null }
  return { lost, seen, isReadable: (await stateOfRun()) !== null, toEnd: null }
}

/** The state of an open run that differs from the record's; null if they agree, or it is silent. */
function disagreeing(lost: LostRun, run: { state: RequestState } | null): string | null {
  const record =
    lost.kind === 'request' ? stateText(lost.record) : cardStateText(lost.card, lost.record)
  const answered = run && stateText(run.state)
  return answered === record ? null : answered
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
function isOwn({ kind, record }: LostRun, seen: RunSeen): boolean {
  return kind === 'production' || seen.requestId === record._id
}

/**
 * Begins the run in the state of the record; the run writes the line of its repair. Of two operators
 * at once, Temporal starts the run of one only, and a run that comes late does not follow the record.
 * @throws CommandRefused when another operator was first, or the record has moved on
 */
export async function beginAgain(means: Means, { lost, seen, toEnd }: Found): Promise<void> {
  if (toEnd !== null) await means.lostRuns.end(lost.workflowId)
  const isBegun = await (lost.kind === 'request'
    ? beginRequest(means, lost, seen)
    : beginProduction(means, lost, seen))
  if (!isBegun) throw new CommandRefused(messages.runOpen(lost.record.number))
  await untilTakenOver(means, lost)
  await means.store.audit.append({
    event: 'runRepaired',
    actor: OPERATOR,
    subject: lost.record._id,
    at: new Date(),
    outcome: 'done',
  })
}

/** The run has written its line; while no worker runs, it does so later. */
async function untilTakenOver({ store, lostRuns }: Means, lost: LostRun): Promise<void> {
  const last = 'card' in lost ? lost.card : lost.record
  const line = { action: 'repaired', key: `${last._id}:${last.seq + 1}` }
  const query = { _id: lost.record._id, audit: { $elemMatch: line } }
  for (const end = Date.now() + TAKEN_OVER_WITHIN_MS; Date.now() < end; await pause(200)) {
    if (await store.requests.exists(query)) return
    // For example, the last write of the lost run came after all.
    if ((await lostRuns.look(lost.workflowId))?.closedAt)
      throw new CommandRefused(messages.recordMovedOn(lost.record.number))
  }
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
  const leave = await readLeaveAt(store, countedAt(record))
  const input: CardRequestInput | CancellationRequestInput = requestInput(record, card, run, leave)
  await order(store, {
    _id: repairId(record._id, record.seq),
    at: new Date(),
    unrecorded: unrecordedRequest(record, run, begunCard),
  })
  return lostRuns.beginRequest(personKey, input)
}

async function beginProduction(
  { store, lostRuns }: Means,
  { record, card, workflowId }: LostRun & { kind: 'production' },
  seen: RunSeen | null,
): Promise<boolean> {
  const run = seen && (await lostRuns.lastState(workflowId, productionStateQuery))
  const { heldFor, missed } = await cancellationOf(store, card)
  const { _id: requestId, number: requestNumber, unitCode, timing } = record
  const { reversalDays } = timing ?? {}
  const input: CardProductionInput = {
    cardId: card._id,
    requestId,
    requestNumber,
    unitCode,
    ...(reversalDays !== undefined && { reversalDays }),
    carried: carriedProduction(card, heldFor, run),
  }
  await order(store, {
    _id: repairId(card._id, card.seq),
    at: new Date(),
    events: unrecordedEvents(card, run),
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

/** Allows the run that continues a lost one; an order that was left unfinished counts. */
async function order({ repairs }: Store, repair: Repair): Promise<void> {
  try {
    await repairs.create(repair)
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
  }
}
