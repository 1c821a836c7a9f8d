/** "Standart Ana Sayfa" of the bureau (S7): what waits in each queue. */
import { countUpTo, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { BUREAU_QUEUES, COUNT_LIMIT, withHeadCount, workListCounts } from '../operations/workList'
import { HOME, SEARCH, workListPath } from '../paths'

export function homeRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: HOME,
      access: BUREAU,
      audit: 'none: shows numbers of requests only',
      handle: async ({ language, account }) => {
        const [counts, withHead] = await Promise.all([
          workListCounts(store),
          account.roles.includes('head') ? withHeadCount(store) : null,
        ])
        return view('home/page', {
          queues: BUREAU_QUEUES.map((queue) => ({
            queue,
            href: workListPath(queue),
            isEmpty: counts[queue] === 0,
            count: countUpTo(counts[queue], COUNT_LIMIT, language),
          })),
          withHead:
            withHead === null
              ? null
              : {
                  href: workListPath('review', { holder: 'head' }),
                  isEmpty: withHead === 0,
                  count: countUpTo(withHead, COUNT_LIMIT, language),
                },
          searchHref: SEARCH,
        })
      },
    }),
  ]
}
