/** "Devam et": extends the session of a person who is warned of its end. */
import { json } from '../routing/reply'
import { route } from '../routing/route'
import type { Route } from '../routing/route'
import { sessionEnd } from './sessionLength'
import type { SessionLength } from './sessionLength'

export const SESSION = '/session'

export function sessionRoutes(length: SessionLength): Route[] {
  return [
    route({
      method: 'post',
      path: SESSION,
      access: 'signedIn',
      audit: 'none: every request of the person extends the session',
      // The session itself is extended at the end of the request, as by any other.
      handle: ({ req }) => {
        const now = Date.now()
        return json({ endsIn: sessionEnd(req.session, now, length) - now })
      },
    }),
  ]
}
