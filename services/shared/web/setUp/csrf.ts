/** Every POST proves that it comes from a page of this session. */
import { csrfSync } from 'csrf-sync'
import type { Express, Request } from 'express'
import { flashOf } from '../forms/flash'
import { StaleForm } from '../routing/errors'
import { keepForm } from '../forms/forms'
import { redirect } from '../routing/reply'
import { pathOfReferer } from '../routing/returnPath'
import { sendToLogin } from '../signIn/sendToLogin'

const { csrfSynchronisedProtection, generateToken, invalidCsrfTokenError } = csrfSync({
  size: 32,
  // A multipart form carries its token in the query or a header, so that it is checked before the body is read.
  getTokenFromRequest: (req) => {
    const [inBody, inQuery] = [
      (req.body as Record<string, unknown> | undefined)?._csrf,
      req.query._csrf,
    ]
    const given = inBody ?? req.get('x-csrf-token') ?? inQuery
    return typeof given === 'string' ? given : undefined
  },
})

/** The token of this session, made at first use. */
export function csrfTokenOf(req: Request): string {
  return generateToken(req)
}

export function setUpCsrf(app: Express): void {
  app.use((req, res, next) => {
    csrfSynchronisedProtection(req, res, (error?: unknown) => {
      if (error === undefined) return next()
      if (error !== invalidCsrfTokenError) return next(error)
      keepGoing(req, res).catch(next)
    })
  })

  /** A page that was open too long is nobody's fault: whoever's session ended signs in and goes on where they were. */
  async function keepGoing(req: Request, res: Parameters<typeof sendToLogin>[1]): Promise<void> {
    if (req.path === '/login') {
      flashOf(req)('info', 'login.pageRenewed')
      return redirect(req.originalUrl)(req, res)
    }
    const { accountId } = req.session
    if (accountId === undefined) return sendToLogin(req, res)
    // Somebody who has signed in anew in another window finds the page as they had filled it in.
    if (res.locals.formOwners.ownerOf(req.body) === accountId) {
      keepForm(req, pathOfReferer(req.get('referer'), req.get('host')), [])
    }
    throw new StaleForm()
  }
}
