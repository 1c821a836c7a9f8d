/**
 * Bulk acts: what a batch would do, its start, and what has become of it. The bureau proves the
 * message of every item when an attempt begins, since workers have no key; a run carries them.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { BatchItem, EarlierAct } from '../../../workflows/contract'
import { PRODUCTION_EVENTS } from '../../../workflows/domain/messages'
import { countsOf, isToRetry, needsNewMessage } from '../../../workflows/domain/batches'
import type { BatchKind } from '../../../workflows/domain/batches'
import type { Batch, BatchItemRecord } from '../../shared/store/batch'
import type { Store } from '../../shared/store/connection'
import { isDuplicateKey } from '../../shared/store/duplicateKey'
import type { Deps } from '../deps'
import { ROW_FIELDS, withNames } from './workList'
import type { WorkListRow } from './workList'

/** How long they are shown; the acts themselves stay in the records of their requests. */
const KEPT_FOR_MS = 30 * 86_400_000
/** How often an open page looks for progress, and for another attempt after the end of one. */
const LOOK_EVERY_MS = 400
const LOOK_AFTER_END_EVERY_MS = 5_000

/** What the clerk sent. `batchId` is created with the page. */
export interface BatchForm {
  batchId: string
  kind: BatchKind
  requestIds: readonly string[]
  letter: Batch['letter']
}

/** Requests with the people in them, in the order of their ids; missing ones are left out. */
export async function batchRows(
  store: Store,
  requestIds: readonly string[],
): Promise<WorkListRow[]> {
  const found = await store.requests.find({ _id: { $in: [...requestIds] } }, ROW_FIELDS).lean()
  const byId = new Map(found.map((request) => [request._id, request]))
  const ordered = requestIds.flatMap((id) => byId.get(id) ?? [])
  return withNames(store, ordered)
}

/**
 * Records a batch and starts its run. The same form sent twice is one batch.
 * @param clerkId account id of the clerk
 * @returns false when the id is that of a colleague's batch
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 */
export async function beginBatch(deps: Deps, clerkId: string, form: BatchForm): Promise<boolean> {
  const at = new Date()
  const batch = await insertOnce(deps.store, {
    _id: form.batchId,
    kind: form.kind,
    by: clerkId,
    at,
    letter: form.letter,
    attempt: 1,
    attemptAt: at,
    endedAt: null,
    items: form.requestIds.map((requestId) => ({
      requestId,
      messageId: randomUUID(),
      outcome: null,
    })),
    expires: new Date(at.getTime() + KEPT_FOR_MS),
  })
  if (batch.by !== clerkId) return false
  await start(deps, clerkId, batch, batch.items)
  return true
}

/** @returns the batch with this id; null if there is none */
export function findBatch(store: Store, batchId: string): Promise<Batch | null> {
  return store.batches.findById(batchId).lean().exec()
}

const RECENT_FOR_MS = 7 * 86_400_000
const MOST_RECENT = 5

/** The batches that a clerk may look for again after leaving their page: the last few of a week. */
export function recentBatches(
  store: Store,
  clerkId: string,
  kind: BatchKind,
  now: Date,
): Promise<Batch[]> {
  const since = new Date(now.getTime() - RECENT_FOR_MS)
  return store.batches
    .find({ by: clerkId, kind, at: { $gte: since } })
    .sort({ at: -1 })
    .limit(MOST_RECENT)
    .lean()
    .exec()
}

/**
 * Sends what failed once more, and what a run that has ended left undone.
 * @param clerkId account id of the clerk who wants it
 * @returns whether there was anything to send
 * @throws EngineUnavailable when the engine does not answer
 */
export async function tryBatchAgain(
  deps: Deps,
  clerkId: string,
  { _id, attempt, endedAt, items }: Batch,
): Promise<boolean> {
  const left = items.filter(({ outcome }) => isToRetry(outcome))
  if (left.length === 0) return false
  if (endedAt === null && (await deps.batchRuns.isOpen(_id, attempt))) return false
  const renewed = items.map((item): BatchItemRecord =>
    isToRetry(item.outcome)
      ? {
          requestId: item.requestId,
          messageId: needsNewMessage(item.outcome) ? randomUUID() : item.messageId,
          outcome: null,
        }
      : item,
  )
  // Only one of two clerks who press the button at once changes the attempt.
  const next = await deps.store.batches
    .findOneAndUpdate(
      { _id, attempt },
      { $set: { attempt: attempt + 1, attemptAt: new Date(), endedAt: null, items: renewed } },
      { returnDocument: 'after' },
    )
    .lean()
  if (next === null) return false
  const ofAttempt = next.items.filter(({ outcome }) => outcome === null)
  await start(deps, clerkId, next, ofAttempt)
  return true
}

/**
 * What an open page has shown; another value means that there is something new.
 * @param batches newest first
 */
export function progressOf(batches: readonly Batch[]): string {
  const steps = batches.map(({ attempt, endedAt, items }) => {
    const { waiting } = countsOf(items.map(({ outcome }) => outcome))
    return `${attempt}.${waiting}.${endedAt === null ? 'open' : 'ended'}`
  })
  // Another batch may have come and gone, and look like the one in its place.
  return [batches[0]?.at.getTime() ?? 0, ...steps].join('-')
}

/**
 * Resolves when batches have made progress, or when there is another one.
 * @param look reads those that the page shows
 * @param seen what the page shows
 * @param ended aborted when nobody waits any more; it then resolves as well
 */
export async function awaitProgress(
  look: () => Promise<readonly Batch[]>,
  seen: string,
  ended: AbortSignal,
): Promise<void> {
  while (!ended.aborted) {
    const batches = await look()
    if (progressOf(batches) !== seen) return
    const isOver = batches.every(({ endedAt }) => endedAt !== null)
    const pauseMs = isOver ? LOOK_AFTER_END_EVERY_MS : LOOK_EVERY_MS
    await pause(pauseMs, undefined, { signal: ended }).catch(() => undefined)
  }
}

/** Names of those who did before what items of a batch asked for. */
export async function earlierNames(store: Store, { items }: Batch): Promise<Map<string, string>> {
  const ids = items.flatMap(({ outcome }) =>
    outcome?.kind === 'refused' ? earlierActor(outcome.earlier) : [],
  )
  const accounts = await store.accounts
    .find({ _id: { $in: [...new Set(ids)] } }, { name: 1 })
    .lean()
  return new Map(accounts.map(({ _id, name }) => [_id, name]))
}

function earlierActor(earlier: EarlierAct | null): string[] {
  return earlier?.by == null ? [] : [earlier.by]
}

async function insertOnce(store: Store, batch: Batch): Promise<Batch> {
  try {
    await store.batches.create(batch)
    return batch
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return store.batches.findById(batch._id).orFail().lean().exec()
  }
}

async function start(
  { store, claims, batchRuns }: Deps,
  clerkId: string,
  { _id, kind, attempt, letter }: Batch,
  items: readonly BatchItemRecord[],
): Promise<void> {
  const ids = items.map(({ requestId }) => requestId)
  const requests = await store.requests.find({ _id: { $in: ids } }, { cardId: 1 }).lean()
  const cardOf = new Map(requests.map(({ _id, cardId }) => [_id, cardId]))
  const sign = { by: clerkId, at: new Date().toISOString() }
  const proven = items.map(({ requestId, messageId }): BatchItem => {
    const event = PRODUCTION_EVENTS.find((each) => each === kind)
    if (event === undefined) {
      const { no: letterNo, date: letterDate } = letter!
      const arrival = { receiptId: messageId, requestId, letterNo, letterDate, ...sign }
      return { requestId, arrival: claims.prove('physicalCardReceived', arrival) }
    }
    const cardId = cardOf.get(requestId)!
    const marked = { eventId: messageId, cardId, kind: event, ...sign }
    return { requestId, event: claims.prove('productionEvent', marked) }
  })
  await batchRuns.start({ batchId: _id, kind, attempt, items: proven })
}
