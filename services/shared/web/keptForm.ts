/** A form that is not sent yet is kept while its page is opened anew, as in another language; see browser/keepOverLanguage.ts. */
import { keepForm } from './forms'
import { redirect } from './reply'
import { pathOfReferer } from './returnPath'
import { route } from './route'
import type { Route } from './route'

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
