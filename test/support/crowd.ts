/** Drives many requests at once, as staff and clerks do who try again when the system does not answer. */
import { setTimeout as pause } from 'node:timers/promises'
import { EngineUnavailable } from '../../services/shared/temporal/connection'
import type { SubState } from '../../workflows/domain/requestState'
import type { Product } from './product'
import type { Story } from './stories'
import { waitFor } from './world'

const PATIENCE_MS = 90_000
const LOOK_EVERY_MS = 100

export type Crowd = ReturnType<typeof gatherCrowd>

/** Follows all requests of a product's record with one read at a time, so that looking costs little. */
export function gatherCrowd({ store, runs }: Product) {
  const subStates = new Map<string, SubState>()
  const leaving = new AbortController()
  const watching = watch()

  async function watch(): Promise<void> {
    while (!leaving.signal.aborted) {
      // A database that is away is no reason to look away.
      const rows = await store.requests
        .find({}, { subState: 1 })
        .lean()
        .catch(() => [])
      for (const { _id, subState } of rows) subStates.set(_id, subState)
      await pause(LOOK_EVERY_MS, undefined, { signal: leaving.signal }).catch(() => undefined)
    }
  }

  const subStateOf = ({ input }: Story) => subStates.get(input.requestId)

  async function ready(story: Story): Promise<void> {
    await waitFor(() => subStateOf(story) === 'inReview', {
      what: `the review of ${story.input.requestNumber}`,
      timeoutMs: PATIENCE_MS,
    })
  }

  return {
    subStateOf,
    ready,

    /** Files the request, and brings the card where it must come back. */
    async file({ personKey, input, arrival }: Story): Promise<void> {
      expect((await insist(() => runs.start(personKey, input))).kind).toBe('started')
      if (arrival === null) return
      await waitFor(() => subStates.get(input.requestId) === 'awaitingCard', {
        what: `${input.requestNumber} to await its card`,
        timeoutMs: PATIENCE_MS,
      })
      expect((await insist(() => runs.recordArrival(personKey, arrival))).kind).toBe('taken')
    },

    /** Sends the decision. A run that has ended meanwhile took it at an earlier try. */
    async decide({ personKey, decision }: Story): Promise<void> {
      expect(['taken', 'closed']).toContain(
        (await insist(() => runs.decide(personKey, decision))).kind,
      )
    },

    async leave(): Promise<void> {
      leaving.abort()
      await watching
    },
  }
}

/** The same message again until there is an answer. */
async function insist<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof EngineUnavailable) || Date.now() > end) throw error
    }
  }
}
