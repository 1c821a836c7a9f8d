/** Saving the filters of a work list with a name, and deleting them. */
import { z } from 'zod'
import { ID } from '../../../workflows/domain/readMessage'
import { FormRefused, redirect, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { deleteFilter, MOST_SAVED, NAME_MAX, saveFilter } from '../operations/savedFilters'
import { BUREAU_QUEUES, filterFor } from '../operations/workList'
import {
  filterQuery,
  FilterQuery,
  savedFilterRemovalPath,
  savedFiltersPath,
  workListPath,
} from '../paths'

const OWN = 'none: the clerk’s own view of a list'
const QueueParams = z.object({ queue: z.enum(BUREAU_QUEUES) })

export function savedFilterRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'post',
      path: savedFiltersPath(':queue'),
      access: BUREAU,
      audit: OWN,
      params: QueueParams,
      query: FilterQuery,
      body: z.object({
        filterName: z
          .string()
          .transform((typed) => typed.replace(/\s+/g, ' ').trim())
          .default('')
          .refine((name) => name !== '', 'bureau.workList.saved.nameMissing')
          .refine((name) => name.length <= NAME_MAX, 'bureau.workList.saved.nameTooLong'),
      }),
      formAt: ({ params: { queue }, query }) => workListPath(queue, FilterQuery.parse(query)),
      handle: async ({ params: { queue }, query, body: { filterName: name }, account, flash }) => {
        const filter = filterFor(queue, query)
        const saved = { by: account.id, queue, name, query: filterQuery(filter) }
        const fault = await saveFilter(store, saved)
        if (fault !== null) {
          const key = `bureau.workList.saved.${fault}`
          throw new FormRefused([{ field: 'filterName', key, values: { name, most: MOST_SAVED } }])
        }
        flash('success', 'bureau.workList.saved.done', { name })
        return redirect(workListPath(queue, filter))
      },
    }),

    route({
      method: 'post',
      path: savedFilterRemovalPath(':queue', ':filterId'),
      access: BUREAU,
      audit: OWN,
      params: QueueParams.extend({ filterId: z.string().regex(ID) }),
      query: FilterQuery,
      handle: async ({ params: { queue, filterId }, query, account, flash }) => {
        await deleteFilter(store, { _id: filterId, by: account.id })
        flash('success', 'bureau.workList.saved.deleted')
        return redirect(workListPath(queue, filterFor(queue, query)))
      },
    }),
  ]
}
