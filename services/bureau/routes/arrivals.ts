/**
 * Events that say on an open work list that there is new work, which of its requests have left it and
 * who works on the others, without moving its rows.
 */
import { z } from 'zod'
import { eventStream, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { followList } from '../operations/arrivals'
import { BUREAU_QUEUES, filterFor } from '../operations/workList'
import { ARRIVALS, FilterQuery, NewestQuery } from '../paths'
import { leaseText } from '../viewModels/lease'

export function arrivalRoutes(deps: Pick<Deps, 'store' | 'changes'>): Route[] {
  return [
    route({
      method: 'get',
      path: ARRIVALS,
      access: BUREAU,
      audit: 'none: a number of requests, and who works on which',
      params: z.object({ queue: z.enum(BUREAU_QUEUES) }),
      query: z
        // Only scripts know the address: another one has no list to report on.
        .object({ newest: NewestQuery })
        .loose()
        .transform((query) => ({ newest: query.newest, filter: FilterQuery.parse(query) })),
      handle: ({ account, params: { queue }, query: { filter, newest }, language, t }) => {
        const list = { queue, filter: filterFor(queue, filter), clerkId: account.id, newest }
        const reader = { id: account.id, language, t }
        return eventStream((send, ended) =>
          followList(
            deps,
            list,
            {
              arrived: (count) =>
                send('arrived', count === 0 ? '' : t('bureau.workList.arrived', { count })),
              left: (requestIds) =>
                send('left', JSON.stringify({ requestIds, text: t('bureau.workList.left') })),
              leased: (changed) => {
                const now = new Date()
                const lines = [...changed].map(([requestId, lease]) => ({
                  requestId,
                  ...leaseText(lease, reader, now),
                }))
                send('leased', JSON.stringify(lines))
              },
            },
            ended,
          ),
        )
      },
    }),
  ]
}
