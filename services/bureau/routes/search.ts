/**
 * Finds requests by whatever a clerk has at hand: a request number, a name, a registry or identity
 * number, or the code of a return slip (S68).
 */
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { readSearchTerms } from '../../../workflows/domain/searchTerms'
import { plainNumber } from '../../../workflows/domain/typedNumber'
import { stateOf } from '../../shared/store/request'
import { logUnreadable } from '../../shared/store/unreadable'
import { FormRefused, redirect, route, view } from '../../shared/web'
import type { Reply, Route, TextValues } from '../../shared/web'
import type { Flash } from '../../shared/web/forms/flash'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { findRequest, findRequestId } from '../operations/requests'
import type { RequestSummary } from '../operations/requests'
import { findSearch, keepSearch, listTerms, MOST_FOUND, searched } from '../operations/search'
import { cardArrivalPath, requestPath, SEARCH, searchPath, SearchParams } from '../paths'
import { searchRow } from '../viewModels/search'
import { genuineSlip } from './returnSlip'

/** What was typed, or scanned from a return slip. */
const Typed = z
  .string()
  .default('')
  .refine((typed) => /[\p{L}\p{N}]/u.test(typed), 'bureau.search.missing')
  .refine((typed) => typed.length <= 200, 'bureau.search.malformed')

function thisYear(): number {
  return Number(istanbulDayOf(new Date().toISOString()).slice(0, 4))
}

function refused(key: string, values: TextValues = {}): FormRefused {
  return new FormRefused([{ field: 'sought', key, values }])
}

/**
 * Sends the clerk back to the box with what was typed in it, unless that may be an identity number,
 * which is kept nowhere (D12).
 * @throws FormRefused
 */
function nothingFor(sought: string, flash: Flash, key: string): Reply {
  if (!/\d{11}/.test(plainNumber(sought))) throw refused(key, { sought: sought.trim() })
  flash('error', key)
  return redirect(SEARCH)
}

export function searchRoutes({ store, slips, vault }: Pick<Deps, 'store' | 'slips' | 'vault'>) {
  return [
    route({
      method: 'get',
      path: SEARCH,
      access: BUREAU,
      audit: 'none: a form that shows nothing',
      handle: () => view('search/page', { action: SEARCH }),
    }),

    // A POST, so that nothing typed ever becomes part of an address (D12).
    route({
      method: 'post',
      path: SEARCH,
      access: BUREAU,
      audit: 'searched',
      body: z.object({ sought: Typed }),
      formAt: () => SEARCH,
      handle: async ({ body: { sought }, account, flash, about }) => {
        const slip = genuineSlip(slips, sought, 'sought')
        if (slip !== null) {
          const request = await requestOf(slip)
          about(request._id)
          flash('success', 'bureau.slip.genuine', { number: slip })
          const awaitsCard = mayDo(stateOf(request), account.roles, 'recordCardArrival')
          return redirect(awaitsCard ? cardArrivalPath(request._id) : requestPath(request._id))
        }
        const read = readSearchTerms(sought, thisYear())
        if (read === null) {
          const hasElevenDigits = /^\d{11}$/.test(plainNumber(sought))
          const key = hasElevenDigits
            ? 'bureau.search.wrongIdentityNumber'
            : 'bureau.search.malformed'
          return nothingFor(sought, flash, key)
        }
        if (read.kind === 'requestNumber') return openRequest(read.number, about)
        const terms = listTerms(read, vault)!
        const { rows, unreadable } = await searched(store, terms)
        const [only, ...others] = [...rows.map(({ request }) => request), ...unreadable]
        if (only === undefined)
          return nothingFor(sought, flash, `bureau.search.nothing.${terms.kind}`)
        // A count alone mostly means the request of that number.
        if (terms.kind === 'digits' && others.length === 0 && only.number === terms.number)
          return openRequest(terms.number, about)
        if (terms.kind === 'personKey') about(only.personId)
        return redirect(searchPath(await keepSearch(store, account.id, terms)))
      },
    }),

    route({
      method: 'get',
      path: searchPath(':searchId'),
      access: BUREAU,
      audit: 'searchResultsOpened',
      params: SearchParams,
      handle: async ({ params: { searchId }, account, t, flash, nothingDone, log }) => {
        const search = await findSearch(store, account.id, searchId)
        if (search === null) {
          nothingDone()
          flash('info', 'bureau.search.again')
          return redirect(SEARCH)
        }
        const { rows, unreadable, isCut } = await searched(store, search.terms)
        logUnreadable(log, unreadable)
        return view('search/results', {
          action: SEARCH,
          kind: search.terms.kind,
          rows: rows.map((row) => searchRow(row, account, t)),
          unreadable: unreadable.map(({ number }) => number),
          isCut,
          most: MOST_FOUND,
        })
      },
    }),
  ] satisfies Route[]

  async function openRequest(number: string, about: (id: string) => void): Promise<Reply> {
    const request = await requestOf(number)
    about(request._id)
    return redirect(requestPath(request._id))
  }

  async function requestOf(number: string): Promise<RequestSummary> {
    const requestId = await findRequestId(store, number)
    const request = requestId === null ? null : await findRequest(store, requestId)
    if (request === null) throw refused('bureau.search.notFound', { number })
    return request
  }
}
