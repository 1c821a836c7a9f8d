/**
 * Taking back a wrong record, with its ground ("Yanlış kayıt: geri al"): the latest one about a card,
 * a delivery only within some days; and the arrival of a card until its cancellation is decided.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Refused } from '../../../workflows/contract'
import { ACTION_OF_REVERSAL } from '../../../workflows/domain/allowedActions'
import { ARRIVAL_REVERSAL_GROUNDS } from '../../../workflows/domain/arrivalReversal'
import {
  PRODUCTION_EVENTS,
  REVERSAL_GROUNDS,
  reversalGroundsOf,
} from '../../../workflows/domain/messages'
import { ID } from '../../../workflows/domain/readMessage'
import { NotFound, redirect, route, view } from '../../shared/web'
import type { Reply, Route } from '../../shared/web'
import type { Flash } from '../../shared/web/forms/flash'
import type { Translate } from '../../shared/web/texts/catalogue'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { caseFile } from '../operations/caseFile'
import { findRequest } from '../operations/requests'
import type { RequestSummary } from '../operations/requests'
import { revertArrival } from '../operations/revertArrival'
import { revertProduction } from '../operations/revertProduction'
import { arrivalReversalPath, requestPath, RequestParams, reversalPath } from '../paths'
import { reversalOf } from '../viewModels/reversal'
import type { Reversible } from '../viewModels/reversal'
import { clerkRefusal } from './clerkRefusal'
import { refuseForOthers } from './refuseForOthers'

const text = 'bureau.reversal'

const FIELDS = {
  /** Created with the page, so that a double click is one reversal. */
  reversalId: z.uuid('bureau.reopen'),
}
const ProductionBody = z
  .object({
    ...FIELDS,
    /** The record that the clerk has seen. */
    kind: z.enum(PRODUCTION_EVENTS, 'bureau.reopen'),
    ground: z.enum(REVERSAL_GROUNDS, `${text}.groundMissing`),
  })
  .refine(({ kind, ground }) => reversalGroundsOf(kind).includes(ground), {
    path: ['ground'],
    error: `${text}.groundMissing`,
  })
const ArrivalBody = z.object({
  ...FIELDS,
  /** The record that the clerk has seen. */
  receiptId: z.string().regex(ID, 'bureau.reopen'),
  ground: z.enum(ARRIVAL_REVERSAL_GROUNDS, `${text}.groundMissing`),
})

export function reversalRoutes({
  store,
  runs,
  claims,
}: Pick<Deps, 'store' | 'runs' | 'claims'>): Route[] {
  return [
    formAt(reversalPath),
    formAt(arrivalReversalPath),

    route({
      method: 'post',
      path: reversalPath(':requestId'),
      access: BUREAU,
      audit: 'productionReverted',
      params: RequestParams,
      body: ProductionBody,
      handle: async ({ params: { requestId }, body, account, because, ...answering }) => {
        because(body.ground)
        const request = await findRequest(store, requestId)
        if (request === null || request.type !== 'cardRequest' || request.cardId === null)
          throw new NotFound()
        refuseForOthers(request, account, ACTION_OF_REVERSAL[body.kind])
        const { cardId } = request
        const reversal = { ...body, cardId }
        const answer = await revertProduction({ store, runs, claims }, account.id, reversal)
        return answered(request, body.kind, answer, answering)
      },
    }),

    route({
      method: 'post',
      path: arrivalReversalPath(':requestId'),
      access: BUREAU,
      audit: 'cardArrivalReverted',
      params: RequestParams,
      body: ArrivalBody,
      handle: async ({ params: { requestId }, body, account, because, ...answering }) => {
        because(body.ground)
        const request = await findRequest(store, requestId)
        if (request === null || request.type !== 'cancellationRequest') throw new NotFound()
        refuseForOthers(request, account, 'revertCardArrival')
        const reversal = { ...body, requestId }
        const answer = await revertArrival({ store, runs, claims }, account.id, reversal)
        return answered(request, 'cardArrived', answer, answering)
      },
    }),
  ]

  function formAt(path: (requestId: string) => string): Route {
    return route({
      method: 'get',
      path: path(':requestId'),
      access: BUREAU,
      audit: 'requestOpened',
      params: RequestParams,
      handle: async ({ params: { requestId }, account, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const reversal = reversalOf(file.request, account.roles, new Date())
        if (reversal?.href !== path(requestId)) return redirect(requestPath(requestId))
        const { kind, seen, grounds } = reversal
        return view('reversal/page', {
          file,
          kind,
          seen,
          grounds: grounds.map((ground) => ({
            value: ground,
            text: t(`reversalGround.${ground}`),
          })),
          reversalId: randomUUID(),
          action: path(requestId),
          requestHref: requestPath(requestId),
        })
      },
    })
  }

  async function answered(
    { _id, number }: Pick<RequestSummary, '_id' | 'number'>,
    kind: Reversible,
    answer: { kind: 'taken' } | Refused,
    { flash, t }: { flash: Flash; t: Translate },
  ): Promise<Reply> {
    if (answer.kind === 'refused') throw await clerkRefusal(store, _id, answer, t)
    flash('success', `${text}.done.${kind}`, { number })
    return redirect(requestPath(_id))
  }
}
