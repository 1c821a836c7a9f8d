/** Finds a request by its number. */
import { z } from 'zod'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { Day } from '../../../workflows/domain/istanbul'
import { readRequestNumber } from '../../../workflows/domain/requestNumber'
import { plainNumber } from '../../../workflows/domain/typedNumber'
import { FormRefused, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { findRequestId } from '../operations/requests'
import { requestPath, SEARCH } from '../paths'

const RequestNumber = z
  .string()
  .default('')
  .refine((typed) => plainNumber(typed) !== '', { error: 'bureau.search.missing', abort: true })
  .transform((typed) => readRequestNumber(typed, yearOf(istanbulDayOf(new Date().toISOString()))))
  .refine((number) => number !== null, 'bureau.search.malformed')

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}

export function searchRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: SEARCH,
      access: BUREAU,
      audit: 'none: a form that shows nothing',
      handle: () => view('search/page', { action: SEARCH }),
    }),

    // A POST, so that text pasted by mistake never becomes part of an address (D12).
    route({
      method: 'post',
      path: SEARCH,
      access: BUREAU,
      audit: 'searched',
      body: z.object({ number: RequestNumber }),
      handle: async ({ body: { number }, about }) => {
        const requestId = await findRequestId(store, number)
        if (requestId === null)
          throw new FormRefused([
            { field: 'number', key: 'bureau.search.notFound', values: { number } },
          ])
        about(requestId)
        return redirect(requestPath(requestId))
      },
    }),
  ]
}
