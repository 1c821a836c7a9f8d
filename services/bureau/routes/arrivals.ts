/** Events that say on an open work list that there is new work, without moving its rows. */
import { z } from 'zod'
import { eventStream, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { followArrivals } from '../operations/arrivals'
import { BUREAU_QUEUES, filterFor } from '../operations/workList'
import { ARRIVALS, FilterQuery } from '../paths'

export function arrivalRoutes(deps: Pick<Deps, 'store' | 'changes'>): Route[] {
  return [
    route({
      method: 'get',
      path: ARRIVALS,
      access: BUREAU,
      audit: 'none: a number of requests',
      params: z.object({ queue: z.enum(BUREAU_QUEUES) }),
      query: z
        // Only scripts know the address: another one has no list to report on.
        .object({ newest: z.coerce.number().int().min(0).max(8.64e15) })
        .loose()
        .transform((query) => ({ newest: query.newest, filter: FilterQuery.parse(query) })),
      handle: ({ account, params: { queue }, query: { filter, newest }, t }) => {
        const list = { queue, filter: filterFor(queue, filter), clerkId: account.id, newest }
        return eventStream((send, ended) =>
          followArrivals(
            deps,
            list,
            (count) => send('arrived', count === 0 ? '' : t('bureau.workList.arrived', { count })),
            ended,
          ),
        )
      },
    }),
  ]
}
