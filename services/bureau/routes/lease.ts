/** Taking a request, keeping it while its page is open, giving it back, and taking it over. */
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { LEASE_STANDINGS } from '../../../workflows/domain/lease'
import { ID } from '../../../workflows/domain/readMessage'
import { stateOf } from '../../shared/store/request'
import {
  BusinessRefusal,
  eventStream,
  json,
  NotFound,
  redirect,
  route,
  view,
} from '../../shared/web'
import type { Route, SignedInAccount } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { accountName } from '../operations/accountName'
import {
  leasedRequest,
  leasesOn,
  leavePage,
  releaseLease,
  takeLease,
  takeOverLease,
} from '../operations/leases'
import { followLease } from '../operations/leaseNews'
import type { LeaseAnswer, LeasedRequest } from '../operations/leases'
import type { WorkListFilter } from '../operations/workList'
import {
  FilterQuery,
  leasePath,
  RequestParams,
  requestPath,
  reviewPath,
  workListPath,
} from '../paths'
import { leaseText } from '../viewModels/lease'
import { reviewOverText } from '../viewModels/reviewOver'
import type { Reader } from '../viewModels/lease'
import { refuseUngrounded, takeOverBody, takeOverChoices } from './takeOverForm'

const NOT_AUDITED = 'none: who works on a request at the moment; opening it is recorded'

const PageBody = z.object({ pageId: z.string().regex(ID, 'bureau.reopen') })

export function leaseRoutes({ store, changes }: Pick<Deps, 'store' | 'changes'>): Route[] {
  return [
    route({
      method: 'post',
      path: leasePath(':requestId', 'take'),
      access: BUREAU,
      audit: NOT_AUDITED,
      params: RequestParams,
      query: FilterQuery,
      handle: async ({ params: { requestId }, query: filter, account, language, t }) => {
        const request = await requestOr404(requestId)
        const answer = await takeLease(store, account, request)
        if (answer.kind === 'refused')
          throw await refusalOf(answer, request, { id: account.id, language, t })
        return redirect(workPath(request, account, filter))
      },
    }),

    // Sent by the open page of a review every half minute.
    route({
      method: 'post',
      path: leasePath(':requestId', 'renewal'),
      access: BUREAU,
      audit: NOT_AUDITED,
      params: RequestParams,
      body: PageBody,
      handle: async ({ params: { requestId }, body: { pageId }, account, language, t }) => {
        await takeLease(store, account, await requestOr404(requestId), { pageId })
        return json(await textOf(requestId, { id: account.id, language, t }))
      },
    }),

    // Read by the open page of a request or its review, so that it shows at once that a colleague has
    // taken over. A review also learns that it needs no decision any more; the other page shows none.
    route({
      method: 'get',
      path: leasePath(':requestId', 'events'),
      access: BUREAU,
      audit: NOT_AUDITED,
      params: RequestParams,
      query: z.object({ shown: z.enum(LEASE_STANDINGS, 'bureau.reopen') }),
      handle: async ({ params: { requestId }, query: { shown }, account, language, t }) => {
        await requestOr404(requestId)
        const reader = { id: account.id, language, t }
        return eventStream((send, ended) => {
          let isShown = true
          return followLease(
            { store, changes },
            requestId,
            {
              lease: (lease) => {
                const line = leaseText(lease, reader, new Date())
                isShown &&= line.standing === shown
                if (!isShown) send('lease', JSON.stringify(line))
              },
              request: async (request) => {
                if (mayDo(stateOf(request), account.roles, 'decide')) return
                const by = request.decision?.by ?? null
                const who = by === null ? null : await accountName(store, by)
                send('over', reviewOverText(request, who, t))
              },
            },
            ended,
          )
        })
      },
    }),

    // Sent by a page that is being left, which waits for no answer.
    route({
      method: 'post',
      path: leasePath(':requestId', 'leaving'),
      access: BUREAU,
      audit: NOT_AUDITED,
      params: RequestParams,
      body: PageBody,
      handle: async ({ params: { requestId }, body: { pageId }, account }) => {
        await leavePage(store, account.id, requestId, pageId)
        return json({})
      },
    }),

    route({
      method: 'post',
      path: leasePath(':requestId', 'release'),
      access: BUREAU,
      audit: NOT_AUDITED,
      params: RequestParams,
      query: FilterQuery,
      handle: async ({ params: { requestId }, query: filter, account, flash }) => {
        const { number, ...request } = await requestOr404(requestId)
        await releaseLease(store, account.id, requestId)
        flash('success', 'bureau.lease.released', { number })
        return redirect(
          mayDo(stateOf(request), account.roles, 'decide')
            ? workListPath('review', filter)
            : requestPath(requestId),
        )
      },
    }),

    route({
      method: 'get',
      path: leasePath(':requestId', 'takeover'),
      access: BUREAU,
      audit: 'none: a form with the name of a colleague',
      params: RequestParams,
      query: FilterQuery,
      handle: async ({ params: { requestId }, query: filter, account, language, t }) => {
        const request = await requestOr404(requestId)
        const lease = (await leasesOn(store, [requestId])).get(requestId)
        if (lease === undefined || lease.holder === account.id)
          return redirect(workPath(request, account, filter))
        return view('lease/takeOver', {
          number: request.number,
          from: lease.holder,
          holderName: lease.holderName,
          heldBy: leaseText(lease, { id: account.id, language, t }, new Date()).text,
          ...takeOverChoices(t),
          action: leasePath(requestId, 'takeover', filter),
          cancelHref: workPath(request, account, filter),
        })
      },
    }),

    route({
      method: 'post',
      path: leasePath(':requestId', 'takeover'),
      access: BUREAU,
      // Written by the operation, in one transaction with the lease.
      audit: 'none: leaseTakenOver is written with its ground',
      params: RequestParams,
      query: FilterQuery,
      body: takeOverBody('bureau.lease.over.groundMissing'),
      formAt: ({ params: { requestId }, query }) =>
        leasePath(requestId, 'takeover', FilterQuery.parse(query)),
      handle: async ({
        params: { requestId },
        query: filter,
        body,
        account,
        language,
        t,
        flash,
      }) => {
        const request = await requestOr404(requestId)
        refuseUngrounded(body, language)
        const answer = await takeOverLease(store, account, request, body)
        if (answer.kind === 'refused')
          throw await refusalOf(answer, request, { id: account.id, language, t })
        flash('success', 'bureau.lease.over.done', { number: request.number })
        return redirect(workPath(request, account, filter))
      },
    }),
  ]

  async function requestOr404(requestId: string): Promise<LeasedRequest> {
    const request = await leasedRequest(store, requestId)
    if (request === null) throw new NotFound()
    return request
  }

  async function textOf(requestId: string, reader: Reader) {
    const now = new Date()
    const lease = (await leasesOn(store, [requestId], now)).get(requestId) ?? null
    return leaseText(lease, reader, now)
  }

  /** Names the holder if it is about one. */
  async function refusalOf(
    { cause }: Extract<LeaseAnswer, { kind: 'refused' }>,
    { _id, number }: LeasedRequest,
    reader: Reader,
  ): Promise<BusinessRefusal> {
    const { text } = await textOf(_id, reader)
    const isHeld = cause === 'held' && text !== null
    return new BusinessRefusal(
      `bureau.lease.refused.${cause === 'held' && !isHeld ? 'notHeld' : cause}`,
      { number, ...(isHeld ? { held: text } : {}) },
      { next: { href: requestPath(_id), key: 'bureau.refusal.seeRequest' } },
    )
  }
}

/** The page on which somebody works on a request. */
function workPath(
  request: LeasedRequest,
  { roles }: Pick<SignedInAccount, 'roles'>,
  filter: WorkListFilter,
): string {
  return mayDo(stateOf(request), roles, 'decide')
    ? reviewPath(request._id, filter)
    : requestPath(request._id)
}
