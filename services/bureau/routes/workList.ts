/** The work lists: one page per queue, most urgent first. */
import { z } from 'zod'
import { batchOfQueue } from '../../../workflows/domain/batches'
import { countUpTo, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import { logUnreadable } from '../../shared/store/unreadable'
import type { Deps } from '../deps'
import { arrivalsIn, newestIn } from '../operations/arrivals'
import { progressOf, recentBatches } from '../operations/batches'
import { lateIn } from '../operations/late'
import { savedFilters } from '../operations/savedFilters'
import { unitsIn } from '../operations/units'
import {
  BUREAU_QUEUES,
  COUNT_LIMIT,
  filterFor,
  PAGE_SIZE,
  workListPage,
} from '../operations/workList'
import {
  arrivalsPath,
  FilterQuery,
  listBatchNewsPath,
  PlaceQuery,
  SEARCH,
  WORK_LISTS,
  workListPath,
} from '../paths'
import { batchLine, batchOffer } from '../viewModels/batches'
import { savedFiltersOnPage } from '../viewModels/savedFilters'
import { chipsOf, columnsOf, filterFields, newElsewhere, workListRow } from '../viewModels/workList'

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
        query: { filter: given, place },
        account,
        language,
        t,
        req,
        log,
      }) => {
        const filter = filterFor(queue, given)
        // Before the rows, so that nothing can arrive unseen in between.
        const newest = await newestIn(store, queue, filter)
        const { since } = place
        const shown = { queue, filter, clerkId: account.id }
        const now = new Date()
        const kind = batchOfQueue(queue)
        const [page, units, saved, arrived, batches, late] = await Promise.all([
          workListPage(store, queue, filter, account.id, place),
          unitsIn(store, queue),
          savedFilters(store, { by: account.id, queue }),
          since === undefined ? [] : arrivalsIn(store, { ...shown, newest: since }),
          kind === null ? [] : recentBatches(store, account.id, kind, now),
          lateIn(store, queue, filter, account.id, now),
        ])
        const isFirstPage = place.after === null && place.before === null
        const shownPlace = isFirstPage ? {} : place
        const newIds = new Set(arrived.map(({ _id }) => _id))
        const first = page.previous === null ? 1 : place.from
        const last = first + page.rows.length + page.unreadable.length - 1
        logUnreadable(log, page.unreadable)
        const viewer = { id: account.id, roles: account.roles, language, t }
        return view('workList/page', {
          queue,
          arrivals: {
            address: arrivalsPath(queue, filter, newest),
            href: workListPath(queue, filter, { ...shownPlace, since: newest }),
          },
          newElsewhere: newElsewhere(queue, filter, arrived, page.rows),
          late,
          batches: batches.map((batch) => batchLine(batch, t)),
          batchNewsHref:
            batches.length === 0 ? null : listBatchNewsPath(queue, progressOf(batches)),
          countLimit: COUNT_LIMIT,
          searchAction: SEARCH,
          filter,
          columns: columnsOf(queue, t),
          filterFields: filterFields(queue, filter, units, t),
          saved: savedFiltersOnPage(saved, queue, filter),
          chips: chipsOf(queue, filter, units, t),
          total: countUpTo(page.total, COUNT_LIMIT, language),
          isEmpty: page.total === 0,
          isFiltered: Object.entries(filter).some(
            ([name, value]) => name !== 'order' && value !== undefined,
          ),
          first,
          last,
          pageSize: PAGE_SIZE,
          batch: batchOffer(queue, page.rows, account, req.originalUrl, t),
          rows: page.rows.map((row) => ({
            ...workListRow(row, { filter, here: req.originalUrl }, viewer, now),
            isNew: newIds.has(row.request._id),
          })),
          unreadable: page.unreadable.map(({ number }) => number),
          startHref: isFirstPage ? null : workListPath(queue, filter, { since }),
          previousHref:
            page.previous === null
              ? null
              : workListPath(queue, filter, {
                  before: page.previous,
                  from: Math.max(1, first - PAGE_SIZE),
                  since,
                }),
          nextHref:
            page.next === null
              ? null
              : workListPath(queue, filter, { after: page.next, from: last + 1, since }),
          clearHref: workListPath(queue),
        })
      },
    }),
  ]
}
