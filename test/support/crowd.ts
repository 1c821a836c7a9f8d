/**
 * Drives many requests at once, as staff and clerks do who retry when the system does not answer.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { EngineUnavailable } from '../../services/shared/temporal/connection'
import type { SubState } from '../../workflows/domain/requestState'
import { resent } from './messages'
import type { Product } from './product'
import type { Story } from './stories'
import { waitFor } from './world'

const TIMEOUT_MS = 90_000
const LOOK_EVERY_MS = 100

export type Crowd = ReturnType<typeof gatherCrowd>

/**
 * Polls all requests of a product's record with one query at a time, so that polling costs little.
 */
export function gatherCrowd({ store, runs }: Pick<Product, 'store' | 'runs'>) {
  const subStates = new Map<string, SubState>()
  const stopping = new AbortController()
  const watching = watch()

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      // While the database is unavailable, keep polling.
      const rows = await store.requests
        .find({}, { subState: 1 })
        .lean()
        .catch(() => [])
      for (const { _id, subState } of rows) subStates.set(_id, subState)
      await pause(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  }

  const subStateOf = ({ input }: Story) => subStates.get(input.requestId)

  async function ready(story: Story): Promise<void> {
    await waitFor(() => subStateOf(story) === 'inReview', {
      what: `the review of ${story.input.requestNumber}`,
      timeoutMs: TIMEOUT_MS,
    })
  }

  return {
    subStateOf,
    ready,

    /** Files the request, and brings the card if it must come back. */
    async file({ personKey, input, arrival }: Story): Promise<void> {
      expect((await retried(() => runs.start(personKey, input))).kind).toBe('started')
      if (arrival === null) return
      await waitFor(() => subStates.get(input.requestId) === 'awaitingCard', {
        what: `${input.requestNumber} to await its card`,
        timeoutMs: TIMEOUT_MS,
      })
      expect(
        (
          await retried(() =>
            runs.recordArrival(personKey, resent('physicalCardReceived', arrival)),
          )
        ).kind,
      ).toBe('taken')
    },

    /** Sends the decision. If the run has ended, it took the decision at an earlier attempt. */
    async decide({ personKey, decision }: Story): Promise<void> {
      expect(['taken', 'closed']).toContain(
        (await retried(() => runs.decide(personKey, resent('bureauDecision', decision)))).kind,
      )
    },

    async leave(): Promise<void> {
      stopping.abort()
      await watching
    },
  }
}

/** Sends the same message again until there is an answer. */
async function retried<Answer>(attempt: () => Promise<Answer>): Promise<Answer> {
  const end = Date.now() + TIMEOUT_MS
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof EngineUnavailable) || Date.now() > end) throw error
    }
  }
}
