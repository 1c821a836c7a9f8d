/** Recording what happened to a card at the bureau: printed, sent, handed over (D1). */
import { z } from 'zod'
import type { ProductionEventKind } from '../../../workflows/domain/messages'
import { NotFound, redirect, route } from '../../shared/web'
import type { AuditEvent, Route } from '../../shared/web'
import { safeReturnPath } from '../../shared/web/returnPath'
import { BUREAU } from '../means'
import type { Means } from '../means'
import { recordProduction } from '../operations/recordProduction'
import { requestPath, RequestParams } from '../paths'
import { refused } from './refused'

const ProductionBody = z.object({
  /** Minted with the page, so that a double click is one event. */
  eventId: z.uuid('bureau.reopen'),
  /** The page the button stands on. */
  back: z.string().default('/').transform(safeReturnPath),
})

const EVENTS = [
  { kind: 'printed', audit: 'printRecorded' },
  { kind: 'sent', audit: 'dispatchRecorded' },
  { kind: 'delivered', audit: 'handoverRecorded' },
] as const satisfies readonly { kind: ProductionEventKind; audit: AuditEvent }[]

export function productionRoutes({ store, runs }: Pick<Means, 'store' | 'runs'>): Route[] {
  return EVENTS.map(({ kind, audit }) =>
    route({
      method: 'post',
      path: `/requests/:requestId/${kind}`,
      access: BUREAU,
      audit,
      params: RequestParams,
      body: ProductionBody,
      formAt: ({ params: { requestId } }) => requestPath(requestId),
      handle: async ({ params: { requestId }, body: { eventId, back }, account, flash, t }) => {
        const request = await store.requests.findById(requestId, { number: 1, type: 1, cardId: 1 }).lean()
        // A cancellation names a card too, but it is not the one that is made for it.
        if (request === null || request.type !== 'cardRequest' || request.cardId === null) throw new NotFound()
        const answer = await recordProduction({ store, runs }, account.id, { eventId, cardId: request.cardId, kind })
        if (answer.kind === 'refused') throw await refused(store, requestId, answer, t)
        flash('success', `bureau.production.${kind}`, { number: request.number })
        return redirect(back)
      },
    }),
  )
}
