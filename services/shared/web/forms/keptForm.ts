/**
 * Keeps a form that is not sent yet while its page reloads in another language; see
 * browser/keepOverLanguage.ts.
 */
import { keepForm } from './forms'
import { redirect } from '../routing/reply'
import { pathOfReferer } from '../routing/returnPath'
import { route } from '../routing/route'
import type { Route } from '../routing/route'

export function keptFormRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/kept-form',
      access: 'signedIn',
      audit: 'none: it stays with who entered it',
      handle: async ({ req, res }) => {
        const page = pathOfReferer(req.get('referer'), req.get('host'))
        await keepForm(req, res, page, [])
        return redirect(page)
      },
    }),
  ]
}
