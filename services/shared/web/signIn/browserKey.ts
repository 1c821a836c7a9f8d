/**
 * Identifies a browser: by the session of a signed-in person, or by a random cookie before login.
 * Nothing is stored for anonymous visitors.
 */
import { randomBytes } from 'node:crypto'
import type { Express, Request, Response } from 'express'
import { sessionAccount } from './session'

const YEAR_MS = 365 * 24 * 60 * 60 * 1000
const VISITOR_ID = /^[\w-]{32}$/

export function setUpBrowserKey(
  app: Express,
  { name, https }: { name: string; https: boolean },
): void {
  // With the prefix no other host of the domain can set this cookie; browsers require HTTPS for it.
  const cookie = `${https ? '__Host-' : ''}pyk.${name}.visitor`

  app.use((req, res, next) => {
    res.locals.browserKey = () =>
      sessionAccount(req) === null ? `visitor ${visitorId(req, res)}` : `session ${req.sessionID}`
    next()
  })

  function visitorId(req: Request, res: Response): string {
    const cookies = req.cookies as Record<string, unknown>
    const known = cookies[cookie]
    if (typeof known === 'string' && VISITOR_ID.test(known)) return known
    const id = randomBytes(24).toString('base64url')
    // Long-lived, so that tabs restored together share one id, and so one token.
    res.cookie(cookie, id, { maxAge: YEAR_MS, httpOnly: true, sameSite: 'lax', secure: https })
    cookies[cookie] = id
    return id
  }
}
