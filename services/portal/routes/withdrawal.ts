/** "Geri çek": a request that nobody at the bureau has opened is taken back, after a confirmation. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { BusinessRefusal, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { familyRequest } from '../operations/familyRequests'
import type { FamilyRequest } from '../operations/familyRequests'
import { mayWithdraw, withdrawRequest } from '../operations/withdrawRequest'
import { requestPath, RequestParams, withdrawalPath } from '../paths'
import { withdrawalQuestion } from '../viewModels/withdrawalQuestion'

export function withdrawalRoutes({ store, runs }: Pick<Deps, 'store' | 'runs'>): Route[] {
  return [
    route({
      method: 'get',
      path: withdrawalPath(':requestId'),
      access: STAFF,
      audit: 'requestOpened',
      params: RequestParams,
      handle: async ({ params: { requestId }, account, t }) => {
        const found = await ownRequest(account.id, requestId)
        if (!mayWithdraw(found.request, account.id)) return redirect(requestPath(requestId))
        return view('confirm', {
          confirm: {
            ...withdrawalQuestion(found, t),
            fields: { withdrawalId: randomUUID() },
          },
        })
      },
    }),

    route({
      method: 'post',
      path: withdrawalPath(':requestId'),
      access: STAFF,
      audit: 'requestWithdrawn',
      params: RequestParams,
      body: z.object({ withdrawalId: z.uuid('portal.reopen') }),
      handle: async ({ params: { requestId }, body, account, flash }) => {
        const { request } = await ownRequest(account.id, requestId)
        const answer = await withdrawRequest({ store, runs }, account.id, { requestId, ...body })
        if (answer.kind === 'refused')
          throw new BusinessRefusal(
            `portal.withdrawal.refused.${answer.cause === 'opened' ? 'opened' : 'over'}`,
            { number: request.number },
            { next: { href: requestPath(requestId), key: 'portal.withdrawal.seeRequest' } },
          )
        flash('success', 'portal.withdrawal.done', { number: request.number })
        return redirect(requestPath(requestId))
      },
    }),
  ]

  /** @throws NotFound for a request of somebody else, the other parent's included */
  async function ownRequest(accountId: string, requestId: string): Promise<FamilyRequest> {
    const found = await familyRequest(store, accountId, requestId, new Date())
    if (found?.request.applicantId !== accountId) throw new NotFound()
    return found
  }
}
