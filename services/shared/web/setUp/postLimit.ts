/** Limits how many forms a client may post; no person reaches the limit. */
import type { Express } from 'express'
import { sessionAccount } from '../signIn/session'
import type { RateLimit } from '../signIn/rateLimits'

export function setUpPostLimit(app: Express, limit: RateLimit): void {
  app.use(async (req, _res, next) => {
    // The login has a guard of its own; everybody in a building may sign in at nine o'clock.
    if (req.method === 'POST' && req.path !== '/login')
      await limit.count(sessionAccount(req) ?? req.ip ?? '')
    next()
  })
}
