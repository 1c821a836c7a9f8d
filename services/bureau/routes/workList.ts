/** The work lists: one page per queue, oldest first. */
import { z } from 'zod'
import { countUpTo, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { unitsIn } from '../operations/units'
import {
  BUREAU_QUEUES,
  COUNT_LIMIT,
  PAGE_SIZE,
  workListCount,
  workListPage,
} from '../operations/workList'
import { FilterQuery, PlaceQuery, SEARCH, WORK_LISTS, workListPath } from '../paths'
import { chipsOf, columnsOf, workListRow, typeChoices, unitChoices } from '../viewModels/workList'

export function workListRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: WORK_LISTS,
      access: BUREAU,
      audit: 'workListOpened',
      params: z.object({ queue: z.enum(BUREAU_QUEUES) }),
      query: z
        .object({})
        .loose()
        .transform((query) => ({
          filter: FilterQuery.parse(query),
          place: PlaceQuery.parse(query),
        })),
      handle: async ({
        params: { queue },
        query: { filter, place },
        account,
        language,
        t,
        req,
      }) => {
        const [page, total, units] = await Promise.all([
          workListPage(store, queue, filter, place.after),
          workListCount(store, queue, filter),
          unitsIn(store, queue),
        ])
        const first = place.after === null ? 1 : place.from
        const last = first + page.rows.length - 1
        const now = new Date()
        return view('workList/page', {
          queue,
          searchAction: SEARCH,
          filter,
          columns: columnsOf(queue, t),
          typeItems: typeChoices(t),
          unitItems: unitChoices(units, t),
          chips: chipsOf(queue, filter, units, t),
          total: countUpTo(total, COUNT_LIMIT, language),
          isEmpty: total === 0,
          first,
          last,
          pageSize: PAGE_SIZE,
          rows: page.rows.map((row) =>
            workListRow(row, { filter, here: req.originalUrl }, account, now, t),
          ),
          startHref: place.after === null ? null : workListPath(queue, filter),
          nextHref:
            page.next === null
              ? null
              : workListPath(queue, filter, { after: page.next, from: last + 1 }),
          clearHref: workListPath(queue),
        })
      },
    }),
  ]
}
