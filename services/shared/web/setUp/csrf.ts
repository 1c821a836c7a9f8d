/**
 * Every POST proves that it comes from a page of this browser (OWASP's HMAC-based token). The token
 * is derived from the session, or before login from the visitor's cookie: there is nothing to
 * store,
 * and two tabs cannot get different ones.
 */
import type { Express, Request, Response } from 'express'
import { flashOf } from '../forms/flash'
import { keepForm, TOKEN_FIELD } from '../forms/forms'
import { StaleForm } from '../routing/errors'
import { redirect } from '../routing/reply'
import { pathOfReferer } from '../routing/returnPath'
import { sendToLogin } from '../signIn/sendToLogin'
import { sessionAccount } from '../signIn/session'
import { createSigner } from '../signature'

const TOKEN_HEADER = 'x-csrf-token'
const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

export function setUpCsrf(app: Express, secret: string): void {
  const signer = createSigner(secret, 'forms of')
  app.use(async (req, res, next) => {
    const { browserKey } = res.locals
    res.locals.csrfToken = () => signer.sign(browserKey())
    res.locals.isCsrfToken = (given) =>
      typeof given === 'string' && signer.isSignatureOf(browserKey(), given)
    res.locals.tokenFollows = false
    if (READING.has(req.method)) return next()
    const inHeader = req.get(TOKEN_HEADER)
    if (inHeader === undefined && req.is('multipart/form-data') !== false) {
      res.locals.tokenFollows = true
      return next()
    }
    const given = inHeader ?? (req.body as Record<string, unknown> | undefined)?.[TOKEN_FIELD]
    if (res.locals.isCsrfToken(given)) return next()
    await keepGoing(req, res)
  })
}

/**
 * A person whose session ended while a page was open signs in and continues where they were.
 */
async function keepGoing(req: Request, res: Response): Promise<void> {
  if (req.path === '/login') {
    flashOf(res)('info', 'login.pageRenewed')
    return redirect(req.originalUrl)(req, res)
  }
  const accountId = sessionAccount(req)
  if (accountId === null) return sendToLogin(req, res)
  // A person who has signed in again in another window gets the page with all entries.
  if (res.locals.formOwners.ownerOf(req.body) === accountId) {
    await keepForm(req, res, pathOfReferer(req.get('referer'), req.get('host')), [])
  }
  throw new StaleForm()
}
