/**
 * Changes of the record as they happen: one change stream per collection and process, shared by all
 * listeners; one of the whole database would need the right to read all of it. It only wakes them;
 * what has changed they read themselves, so that nothing depends on the stream being complete.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { mongo } from 'mongoose'
import type { Queue } from '../../../workflows/domain/requestState'
import type { Log } from '../log/log'
import type { Store } from './connection'

/** A change of one document, by the fields that say whom it concerns. */
export interface Change {
  /** Of a request. */
  requestId?: string
  applicantId?: string
  personId?: string
  queue?: Queue
  /** Of a notice, or of the refresh of a family list. */
  accountId?: string
  /** The request whose lease was taken, renewed or given back. */
  leaseOf?: string
}

export interface Listening {
  /** Resolves at the next change that concerns the listener, and when the stream begins again. */
  next(): Promise<void>
  /** Ends a wait at once. */
  stop(): void
}

export interface Changes {
  listen(concerns: (change: Change) => boolean): Listening
}

const BEGIN_AGAIN_AFTER_MS = 1_000

type Watched = 'requests' | 'notices' | 'familyRefreshes' | 'families' | 'leases'
/** What concerns a member of staff. */
const OF_STAFF: readonly Watched[] = ['requests', 'notices', 'familyRefreshes', 'families']

const WAKING: mongo.Document[] = [
  { $match: { operationType: { $in: ['insert', 'update', 'replace', 'delete'] } } },
  {
    $project: {
      operationType: 1,
      ns: 1,
      documentKey: 1,
      'fullDocument.applicantId': 1,
      'fullDocument.personId': 1,
      'fullDocument.queue': 1,
      'fullDocument.accountId': 1,
    },
  },
]

interface Listener {
  concerns: (change: Change) => boolean
  wake: () => void
}

/**
 * Watches as long as somebody listens.
 * @param watched collections that the process may watch
 */
export function createChanges(
  { connection }: Pick<Store, 'connection'>,
  log: Log,
  watched: readonly Watched[] = OF_STAFF,
): Changes {
  const listeners = new Set<Listener>()
  let streams: ChangeStream[] = []
  let isFollowing = false
  /** The last listener has left, and another may have come before the streams had ended. */
  let hasClosed = false

  async function follow(): Promise<void> {
    while (listeners.size > 0) {
      hasClosed = false
      streams = watched.map((name) =>
        connection
          .db!.collection(name)
          .watch<mongo.Document, WatchedChange>(WAKING, { fullDocument: 'updateLookup' }),
      )
      try {
        await tellAll(streams)
      } catch (error) {
        // The last listener closes the streams, which ends the wait with an error.
        if (!hasClosed) {
          log.warn({ err: error }, 'change stream ended by a fault')
          await pause(BEGIN_AGAIN_AFTER_MS, undefined, { ref: false })
        }
      } finally {
        await close()
      }
    }
    isFollowing = false
  }

  /** The driver resumes after an outage by itself; this ends only when one stream cannot. */
  async function tellAll(all: readonly ChangeStream[]): Promise<unknown> {
    for (const first of await Promise.all(all.map((stream) => stream.tryNext()))) tell(first)
    // What happened before the streams began is found by looking.
    for (const { wake } of listeners) wake()
    return Promise.all(all.map(tellEach))
  }

  async function tellEach(stream: ChangeStream): Promise<never> {
    for (;;) tell(await stream.next())
  }

  async function close(): Promise<void> {
    await Promise.allSettled(streams.map((stream) => stream.close()))
  }

  function tell(changed: WatchedChange | null): void {
    if (changed === null) return
    const change = changeOf(changed)
    for (const { concerns, wake } of listeners) if (concerns(change)) wake()
  }

  return {
    listen(concerns) {
      let isWoken = false
      let wakeUp: (() => void) | null = null
      const listener: Listener = {
        concerns,
        wake: () => {
          isWoken = true
          wakeUp?.()
        },
      }
      listeners.add(listener)
      if (!isFollowing) {
        isFollowing = true
        void follow()
      }
      return {
        async next() {
          if (!isWoken) await new Promise<void>((resolve) => (wakeUp = resolve))
          isWoken = false
        },
        stop() {
          listeners.delete(listener)
          listener.wake()
          if (listeners.size > 0) return
          hasClosed = true
          void close()
        },
      }
    },
  }
}

type ChangeStream = mongo.ChangeStream<mongo.Document, WatchedChange>

/** The parts of an event that the pipeline keeps. */
type WatchedChange = mongo.Document & {
  ns: { coll: string }
  documentKey: { _id: string }
  /** Missing if it was deleted. */
  fullDocument?: Change | null
}

/** A family list and its refresh have the id of the account, a lease that of its request. */
function changeOf({ ns, documentKey, fullDocument }: WatchedChange): Change {
  if (ns.coll === 'leases') return { leaseOf: documentKey._id }
  if (ns.coll.startsWith('famil')) return { accountId: documentKey._id }
  return ns.coll === 'requests'
    ? { ...fullDocument, requestId: documentKey._id }
    : (fullDocument ?? {})
}
