/** A form that is not sent yet is kept while its page is opened anew, as in another language; see browser/keepOverLanguage.ts. */
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
      access: 'public',
      audit: 'none: it stays with who entered it',
      handle: ({ req }) => {
        const page = pathOfReferer(req.get('referer'), req.get('host'))
        keepForm(req, page, [])
        return redirect(page)
      },
    }),
  ]
}
