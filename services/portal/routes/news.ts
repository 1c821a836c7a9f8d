/** Events that report to an open page that there is something new to show. */
import { z } from 'zod'
import { eventStream, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { awaitNews } from '../operations/news'
import { NEWS } from '../paths'

export function newsRoutes(deps: Pick<Deps, 'store' | 'changes'>): Route[] {
  return [
    route({
      method: 'get',
      path: NEWS,
      access: STAFF,
      audit: 'none: reports only that the reader’s own pages have something new',
      query: z.object({ seen: z.string().max(100).catch('') }),
      handle: ({ account, query }) =>
        eventStream(async (send, ended) => {
          await awaitNews(deps, account.id, query.seen, ended)
          if (!ended.aborted) send('changed')
        }),
    }),
  ]
}
