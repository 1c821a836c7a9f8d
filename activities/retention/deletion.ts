/** The activities of the deletion that write the record. */
import type { ClientSession } from 'mongoose'
import type { DeletionActivities, DeletionBatch } from '../../workflows/contract'
import type { Log } from '../../services/shared/log/log'
import type { Store } from '../../services/shared/store/connection'
import { refuseFuture } from '../activityClock'
import type { ClockMeans } from '../activityClock'
import { findExpired, usedKeys } from './expired'
import type { Expired } from './expired'

/** So that a batch stays a small message; Temporal refuses a large one. */
const AT_ONCE = 20
const MOST_FILES_AT_ONCE = 500

/** Terms count by the clock of this process at most: data that a later time names is not deleted. */
export function createDeletionActivities(
  means: { store: Store; log: Log } & Pick<ClockMeans, 'now'>,
): DeletionActivities {
  return {
    async beginDeletion({ at }) {
      refuseFuture(at, means)
      return beginDeletion(means.store, new Date(at))
    },
    async endDeletion({ ids, at }) {
      refuseFuture(at, means)
      await endDeletion(means, ids, new Date(at))
    },
  }
}

/**
 * Removes the next things from the record that have reached the end of their term, with the entries
 * of the log and the audit trail in the same transaction. What an earlier call began comes first.
 * @returns the ids of the deletions and the files to delete; no ids if nothing is left
 */
async function beginDeletion(store: Store, now: Date): Promise<DeletionBatch> {
  const begun = await store.deletions.find({ endedAt: null }).limit(AT_ONCE).lean()
  if (begun.length > 0) return batchOf(store, begun)
  for (const expired of await findExpired(store, now, AT_ONCE)) await begin(store, expired, now)
  return batchOf(store, await store.deletions.find({ endedAt: null }).limit(AT_ONCE).lean())
}

async function begin(store: Store, expired: Expired, now: Date): Promise<void> {
  const { id, kind, subject } = expired
  await store.connection.transaction(async (session) => {
    if (!(await expired.remove(session))) return
    const used = await usedKeys(store, expired.keys, session)
    const unused = expired.keys.filter((key) => !used.has(key))
    const keys = [...unused, ...(await removePages(store, unused, session))]
    await store.deletions.create(
      [{ _id: id, kind, subject, keys, files: keys.length, begunAt: now }],
      {
        session,
      },
    )
    await store.audit.appendAll(
      [{ event: 'dataDeleted', actor: null, subject, at: now, outcome: 'done' }],
      session,
    )
  })
}

/** Removes what was read later of these files. @returns the keys of the pages */
async function removePages(
  store: Store,
  keys: readonly string[],
  session: ClientSession,
): Promise<string[]> {
  const ofFiles = { _id: { $in: keys } }
  const read = await store.documentPages.find(ofFiles, { pages: 1 }, { session }).lean()
  await store.documentPages.deleteMany(ofFiles, { session })
  return read.flatMap(({ pages }) => pages.map(({ key }) => key))
}

/** Notes that the files are gone. */
async function endDeletion(
  { store, log }: { store: Store; log: Log },
  ids: readonly string[],
  now: Date,
): Promise<void> {
  const ended = { _id: { $in: ids }, endedAt: null }
  for (const { _id, kind, subject, files } of await store.deletions.find(ended).lean())
    log.info({ deletion: _id, kind, subject, files }, 'data deleted after its term')
  await store.deletions.updateMany(ended, { $set: { endedAt: now, keys: [] } })
}

/** Asks once more for files that are in use, since the portal begins deletions too. */
async function batchOf(store: Store, deletions: readonly Begun[]): Promise<DeletionBatch> {
  const { ids, keys } = firstOf(deletions)
  const used = await usedKeys(store, keys)
  return { ids, keys: keys.filter((key) => !used.has(key)) }
}

interface Begun {
  _id: string
  keys: string[]
}

/** As many deletions as fit into a message; at least one. */
export function firstOf(deletions: readonly Begun[]): DeletionBatch {
  const batch: DeletionBatch = { ids: [], keys: [] }
  for (const { _id, keys } of deletions) {
    if (batch.ids.length > 0 && batch.keys.length + keys.length > MOST_FILES_AT_ONCE) break
    batch.ids.push(_id)
    batch.keys.push(...keys)
  }
  return batch
}
