/** Finds a request by its number, or by the code of its return slip (S68). */
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { readRequestNumber } from '../../../workflows/domain/requestNumber'
import { plainNumber } from '../../../workflows/domain/typedNumber'
import { stateOf } from '../../shared/store/request'
import { FormRefused, redirect, route, view } from '../../shared/web'
import type { Route, TextValues } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { findRequest, findRequestId } from '../operations/requests'
import { cardArrivalPath, requestPath, SEARCH } from '../paths'
import { genuineSlip } from './returnSlip'

/** What was typed, or scanned from a return slip. */
const Typed = z
  .string()
  .default('')
  .refine((typed) => plainNumber(typed) !== '', 'bureau.search.missing')

function thisYear(): number {
  return Number(istanbulDayOf(new Date().toISOString()).slice(0, 4))
}

function refused(key: string, values: TextValues = {}): FormRefused {
  return new FormRefused([{ field: 'number', key, values }])
}

export function searchRoutes({ store, slips }: Pick<Deps, 'store' | 'slips'>): Route[] {
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
      body: z.object({ number: Typed }),
      handle: async ({ body: { number: typed }, account, flash, about }) => {
        const slip = genuineSlip(slips, typed, 'number')
        const number = slip ?? readRequestNumber(typed, thisYear())
        if (number === null) throw refused('bureau.search.malformed')
        const requestId = await findRequestId(store, number)
        const request = requestId === null ? null : await findRequest(store, requestId)
        if (request === null) throw refused('bureau.search.notFound', { number })
        about(request._id)
        if (slip === null) return redirect(requestPath(request._id))
        flash('success', 'bureau.slip.genuine', { number })
        const awaitsCard = mayDo(stateOf(request), account.roles, 'recordCardArrival')
        return redirect(awaitsCard ? cardArrivalPath(request._id) : requestPath(request._id))
      },
    }),
  ]
}
