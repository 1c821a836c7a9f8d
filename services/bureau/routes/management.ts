/** Where the head of the bureau begins: what is late, and the ways to the pages for the head. */
import { HEAD } from '../../shared/accounts/roles'
import { route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import type { Deps } from '../deps'
import { AUDIT_TRAIL, CALENDAR, CLERKS, MANAGEMENT, REASONS, statisticsPath } from '../headPaths'
import { lateIn } from '../operations/late'
import { lateLists } from '../viewModels/late'

export function managementRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: MANAGEMENT,
      access: HEAD,
      audit: 'none: shows numbers of requests only',
      handle: async ({ account }) =>
        view('management/page', {
          late: await lateIn(store, 'review', {}, account.id, new Date()),
          lateHref: lateLists({}),
          pages: [
            { key: 'statistics', href: statisticsPath({ period: 'month' }) },
            { key: 'auditTrail', href: AUDIT_TRAIL },
            { key: 'calendar', href: CALENDAR },
            { key: 'clerks', href: CLERKS },
            { key: 'reasons', href: REASONS },
          ],
        }),
    }),
  ]
}
