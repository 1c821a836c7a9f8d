import { setTimeout as pause } from 'node:timers/promises'
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client'

/** A timer may fire a little later than it is due. */
const TIMER_SLACK_MS = 10

/**
 * The usual retries of failed calls, until they are ended: one on a closed connection would throw
 * where nobody can catch it, and end the process.
 */
export function endableRetries() {
  const usual = defaultGrpcRetryOptions()
  let hasEnded = false
  let lastAt = 0
  return {
    interceptor: makeGrpcRetryInterceptor({
      retryableDecider: (attempt, status) => !hasEnded && usual.retryableDecider(attempt, status),
      delayFunction: (attempt, status) => {
        const delay = usual.delayFunction(attempt, status)
        lastAt = Math.max(lastAt, Date.now() + delay)
        return delay
      },
    }),
    /** Waits for those that are due already, at most five seconds. */
    end: async () => {
      hasEnded = true
      const left = lastAt - Date.now()
      if (left > -TIMER_SLACK_MS) await pause(left + TIMER_SLACK_MS)
    },
  }
}
