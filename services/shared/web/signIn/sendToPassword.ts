/** Leads somebody with a one-time password to the page where it is changed (S6). */
import type { Request, Response } from 'express'
import type { SignedInAccount } from '../../accounts/access'
import { redirect } from '../routing/reply'
import { pathOfReferer, safeReturnPath } from '../routing/returnPath'
import type { Route } from '../routing/route'
import { SESSION } from './sessionRoutes'

/** The page on which people change their own password. */
export const PASSWORD = '/password'

/** What somebody with a one-time password may use: the change, and its session. */
const OPEN = [PASSWORD, SESSION]

/** Whether a route stays closed until the account has a password of its own. */
export function needsNewPassword(
  { access, path }: Pick<Route, 'access' | 'path'>,
  account: SignedInAccount | null,
): boolean {
  return account?.mustChangePassword === true && access !== 'public' && !OPEN.includes(path)
}

/** Redirects to the change of the password, which goes on to this page. */
export function sendToPassword(req: Request, res: Response): Promise<void> | void {
  const back =
    req.method === 'GET'
      ? safeReturnPath(req.originalUrl)
      : pathOfReferer(req.get('referer'), req.get('host'))
  const query = back === '/' ? '' : `?return=${encodeURIComponent(back)}`
  return redirect(`${PASSWORD}${query}`)(req, res)
}
