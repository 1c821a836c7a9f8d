/**
 * Bulk acts of the bureau: one act on many requests or cards. Each item is judged by its own run, as
 * if it were recorded alone, and has its own result.
 */
import { ACTION_OF_EVENT, isPossible, queueOf } from './allowedActions'
import type { Action } from './allowedActions'
import { PRODUCTION_EVENTS } from './messages'
import type { EarlierAct, RefusalCause, Refused } from './messages'
import { ALL_STATES } from './requestState'
import type { Queue } from './requestState'

export const BATCH_KINDS = ['cardArrived', ...PRODUCTION_EVENTS] as const
export type BatchKind = (typeof BATCH_KINDS)[number]

/** The action that a batch takes on each of its items. */
export const ACTION_OF_BATCH = {
  cardArrived: 'recordCardArrival',
  ...ACTION_OF_EVENT,
} as const satisfies Record<BatchKind, Action>

/**
 * Maximum number of items: they fit on a page of a work list and, with their claims, into one payload
 * of Temporal, whose size the server limits.
 */
export const MOST_IN_BATCH = 50

/** Why an item was not done although no rule forbids it; it can be tried again. */
export const ITEM_FAULTS = ['expired', 'unproven', 'runLost', 'unavailable'] as const
export type ItemFault = (typeof ITEM_FAULTS)[number]

/** What became of an item. */
export type ItemOutcome =
  | { kind: 'done' }
  | { kind: 'refused'; cause: RefusalCause; earlier: EarlierAct | null }
  | { kind: 'failed'; fault: ItemFault }

/** How many items have which outcome. */
export interface BatchCounts {
  total: number
  waiting: number
  done: number
  refused: number
  failed: number
}

/** The batch that a work list offers; null if its work cannot be done in bulk. */
export function batchOfQueue(queue: Queue): BatchKind | null {
  const isOf = (kind: BatchKind) =>
    ALL_STATES.some((state) => queueOf(state) === queue && isPossible(state, ACTION_OF_BATCH[kind]))
  return BATCH_KINDS.find(isOf) ?? null
}

/** Causes that say nothing about the request, only about the message and its claim. */
const FAULT_OF: Partial<Record<RefusalCause, ItemFault>> = {
  expired: 'expired',
  busy: 'unavailable',
  unproven: 'unproven',
  unknownKey: 'unproven',
  badSignature: 'unproven',
  replayed: 'unproven',
}

/** The outcome of an item from the answer to its message. */
export function outcomeOf(answer: { kind: 'taken' } | Refused): ItemOutcome {
  if (answer.kind === 'taken') return { kind: 'done' }
  const { cause, earlier } = answer
  const fault = FAULT_OF[cause]
  return fault === undefined ? { kind: 'refused', cause, earlier } : { kind: 'failed', fault }
}

/** @param outcomes null for an item that is still to be done */
export function countsOf(outcomes: readonly (ItemOutcome | null)[]): BatchCounts {
  const countOf = (kind: ItemOutcome['kind'] | undefined) =>
    outcomes.filter((outcome) => outcome?.kind === kind).length
  return {
    total: outcomes.length,
    waiting: countOf(undefined),
    done: countOf('done'),
    refused: countOf('refused'),
    failed: countOf('failed'),
  }
}

/**
 * The items that another attempt does: those that failed, and those that a run which has ended left
 * undone. A refused one is not tried again: its own run has answered.
 */
export function isToRetry(outcome: ItemOutcome | null): boolean {
  return outcome === null || outcome.kind === 'failed'
}

/**
 * Whether another attempt must send a new message: a run accepts no second one with the id of a
 * message that it has refused as unproven or too old. Otherwise it sends the same message again, so
 * that what was done meanwhile stays one act.
 */
export function needsNewMessage(outcome: ItemOutcome | null): boolean {
  return (
    outcome?.kind === 'failed' && outcome.fault !== 'unavailable' && outcome.fault !== 'runLost'
  )
}
