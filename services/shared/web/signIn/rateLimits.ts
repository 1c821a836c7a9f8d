/** How often something happened, counted in MongoDB so that all processes count together. */
import { createHash } from 'node:crypto'
import { mongo as driver } from 'mongoose'
import { RateLimiterMongo, RateLimiterRes } from 'rate-limiter-flexible'
import type { Mongo } from '../mongo'
import { TooManyAttempts } from '../routing/errors'

export interface RateLimit {
  /**
   * Counts one attempt.
   * @throws TooManyAttempts when there were too many
   */
  count(who: string): Promise<void>
}

/** @param name of the limit; limits with different names count apart */
export function createRateLimit(
  mongo: Mongo,
  { name, attempts, seconds }: { name: string; attempts: number; seconds: number },
): RateLimit {
  const limiter = createLimiter(mongo, { name, points: attempts, seconds })
  return {
    async count(who) {
      const untilNextMs = await consume(limiter, who)
      if (untilNextMs > 0) throw new TooManyAttempts(Math.max(1, Math.ceil(untilNextMs / 1_000)))
    },
  }
}

export interface Counter {
  /** How often it happened in the current window. */
  count(who: string): Promise<number>
  add(who: string): Promise<void>
  /**
   * Takes the next turn, and keeps it from everybody else for a while.
   * @param forMs how long, in milliseconds
   * @returns 0, or milliseconds until the turn of somebody else ends
   */
  claim(who: string, forMs: number): Promise<number>
}

/** @param name of the counter; counters with different names count apart */
export function createCounter(
  mongo: Mongo,
  { name, seconds }: { name: string; seconds: number },
): Counter {
  const limiter = createLimiter(mongo, { name, points: 1, seconds })
  return {
    count: async (who) => (await limiter.get(keyOf(who)))?.consumedPoints ?? 0,
    add: async (who) => {
      await limiter.penalty(keyOf(who))
    },
    claim: (who, forMs) => consume(limiter, who, { customDuration: forMs / 1_000 }),
  }
}

function createLimiter(
  mongo: Mongo,
  { name, points, seconds }: { name: string; points: number; seconds: number },
): RateLimiterMongo {
  return new RateLimiterMongo({
    // Not worth a wait for the disk: what a fault loses are counts of its last moment. What is
    // written so is also read so, or a count would come late.
    storeClient: mongo.client.db(mongo.database, {
      writeConcern: { w: 1 },
      readConcern: new driver.ReadConcern('local'),
    }),
    tableName: 'rateLimits',
    keyPrefix: name,
    points,
    duration: seconds,
    // The store builds them before the first request; see store/rateLimit.ts.
    disableIndexesCreation: true,
  })
}

/** @returns 0, or milliseconds until the next point if none is left */
async function consume(
  limiter: RateLimiterMongo,
  who: string,
  options: { customDuration?: number } = {},
): Promise<number> {
  try {
    await limiter.consume(keyOf(who), 1, { attrs: {}, ...options })
    return 0
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    return Math.max(1, refused.msBeforeNext)
  }
}

/** User names and addresses are counted, not kept. */
function keyOf(who: string): string {
  return createHash('sha256').update(who).digest('hex').slice(0, 32)
}
