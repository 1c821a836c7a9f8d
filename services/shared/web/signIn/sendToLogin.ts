/** Asks a person to sign in and remembers their page. */
import type { Request, Response } from 'express'
import { flashOf } from '../forms/flash'
import { keepFormOverLogin } from '../forms/forms'
import { redirect, wantsJson } from '../routing/reply'
import { pathOfReferer, safeReturnPath } from '../routing/returnPath'

/**
 * Redirects to the login, which returns to this page, or to the page of the posted form with its
 * entries.
 */
export async function sendToLogin(req: Request, res: Response): Promise<void> {
  const posted = req.method !== 'GET'
  const back = posted
    ? pathOfReferer(req.get('referer'), req.get('host'))
    : safeReturnPath(req.originalUrl)
  if (posted) {
    const kept = await keepFormOverLogin(req, res, back)
    flashOf(res)('warning', kept ? 'app.sessionEndedFormKept' : 'app.sessionEnded')
  }
  if (wantsJson(req)) {
    res.status(401)
  }
  // Who just comes in gets their opening page; who was at work gets the page of their form.
  const isArrival = !posted && back === '/'
  await redirect(isArrival ? '/login' : `/login?return=${encodeURIComponent(back)}`)(req, res)
}
