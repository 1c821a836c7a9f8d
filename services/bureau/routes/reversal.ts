/**
 * Taking back a wrong record about a card, with its ground ("Yanlış kayıt: geri al"). Only the latest
 * record can be taken back; a delivery only within some days.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ACTION_OF_REVERSAL } from '../../../workflows/domain/allowedActions'
import { PRODUCTION_EVENTS, REVERSAL_GROUNDS } from '../../../workflows/domain/messages'
import { NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { caseFile } from '../operations/caseFile'
import { findRequest } from '../operations/requests'
import { revertProduction } from '../operations/revertProduction'
import { requestPath, RequestParams, reversalPath } from '../paths'
import { reversalOf } from '../viewModels/reversal'
import { clerkRefusal } from './clerkRefusal'
import { refuseForOthers } from './refuseForOthers'

const ReversalBody = z.object({
  /** Created with the page, so that a double click is one reversal. */
  reversalId: z.uuid('bureau.reopen'),
  /** The record that the clerk has seen. */
  kind: z.enum(PRODUCTION_EVENTS, 'bureau.reopen'),
  ground: z.enum(REVERSAL_GROUNDS, 'bureau.reversal.groundMissing'),
})

export function reversalRoutes({
  store,
  runs,
  claims,
}: Pick<Deps, 'store' | 'runs' | 'claims'>): Route[] {
  return [
    route({
      method: 'get',
      path: reversalPath(':requestId'),
      access: BUREAU,
      audit: 'requestOpened',
      params: RequestParams,
      handle: async ({ params: { requestId }, account, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const reversal = reversalOf(file.request, account.roles, new Date())
        if (reversal === null) return redirect(requestPath(requestId))
        return view('reversal/page', {
          file,
          kind: reversal.kind,
          grounds: REVERSAL_GROUNDS.map((ground) => ({
            value: ground,
            text: t(`reversalGround.${ground}`),
          })),
          reversalId: randomUUID(),
          action: reversalPath(requestId),
          requestHref: requestPath(requestId),
        })
      },
    }),

    route({
      method: 'post',
      path: reversalPath(':requestId'),
      access: BUREAU,
      audit: 'productionReverted',
      params: RequestParams,
      body: ReversalBody,
      handle: async ({ params: { requestId }, body, account, flash, t }) => {
        const request = await findRequest(store, requestId)
        if (request === null || request.type !== 'cardRequest' || request.cardId === null)
          throw new NotFound()
        refuseForOthers(request, account, ACTION_OF_REVERSAL[body.kind])
        const { cardId } = request
        const answer = await revertProduction({ store, runs, claims }, account.id, {
          ...body,
          cardId,
        })
        if (answer.kind === 'refused') throw await clerkRefusal(store, requestId, answer, t)
        flash('success', `bureau.reversal.done.${body.kind}`, { number: request.number })
        return redirect(requestPath(requestId))
      },
    }),
  ]
}
