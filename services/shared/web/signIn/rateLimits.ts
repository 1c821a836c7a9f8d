/** How often one may try, counted in MongoDB so that all processes count together. */
import { createHash } from 'node:crypto'
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible'
import type { Mongo } from '../mongo'
import { TooManyAttempts } from '../routing/errors'

export interface RateLimit {
  /**
   * Counts one attempt.
   * @throws TooManyAttempts when there were too many
   */
  count(...who: string[]): Promise<void>
  /** Takes one attempt back: it was right. Counted first, so that many at once are no way around the limit. */
  takeBack(...who: string[]): Promise<void>
  /** Forgets all attempts, after one that was right. */
  forget(...who: string[]): Promise<void>
}

/** @param name of the limit; limits with different names count apart */
export function createRateLimit(
  mongo: Mongo,
  { name, attempts, seconds }: { name: string; attempts: number; seconds: number },
): RateLimit {
  const limiter = new RateLimiterMongo({
    storeClient: mongo.client,
    dbName: mongo.database,
    tableName: 'rateLimits',
    keyPrefix: name,
    points: attempts,
    duration: seconds,
  })
  return {
    async count(...who) {
      try {
        await limiter.consume(keyOf(who))
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw new TooManyAttempts(Math.max(1, Math.ceil(refused.msBeforeNext / 1000)))
      }
    },
    async takeBack(...who) {
      await limiter.reward(keyOf(who))
    },
    async forget(...who) {
      await limiter.delete(keyOf(who))
    },
  }
}

/** User names and addresses are counted, not kept. */
function keyOf(who: readonly string[]): string {
  return createHash('sha256').update(who.join('\n')).digest('hex').slice(0, 32)
}
