/**
 * Recording what happened to a card at the bureau: printed, sent, handed over (D1). It is asked about
 * before, since taking it back needs a ground and leaves a trace.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ACTION_OF_EVENT, mayDo } from '../../../workflows/domain/allowedActions'
import { PRODUCTION_EVENTS } from '../../../workflows/domain/messages'
import { RECORDED_EVENTS } from '../../shared/acts/recordedEvents'
import { stateOf } from '../../shared/store/request'
import { NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { safeReturnPath } from '../../shared/web/routing/returnPath'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { recordProduction } from '../operations/recordProduction'
import { openCancellationOf, caseFile } from '../operations/caseFile'
import { findRequest } from '../operations/requests'
import { productionPath, RequestParams, requestPath } from '../paths'
import { clerkRefusal } from './clerkRefusal'
import { refuseForOthers } from './refuseForOthers'

/** The page the clerk came from and returns to. */
const Back = z
  .string()
  .default('/')
  .catch('/')
  .transform((raw) => safeReturnPath(raw))

const ProductionBody = z.object({
  /** Created with the page, so that a double click is one event. */
  eventId: z.uuid('bureau.reopen'),
  back: Back,
})

export function productionRoutes({
  store,
  runs,
  claims,
}: Pick<Deps, 'store' | 'runs' | 'claims'>): Route[] {
  return PRODUCTION_EVENTS.flatMap((kind) => {
    const action = ACTION_OF_EVENT[kind]
    const question = route({
      method: 'get',
      path: productionPath(':requestId', kind),
      access: BUREAU,
      audit: 'requestOpened',
      params: RequestParams,
      query: z.object({ back: Back }),
      handle: async ({ params: { requestId }, query: { back }, account, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request, person, applicant } = file
        if (!mayDo(stateOf(request), account.roles, action)) return redirect(requestPath(requestId))
        const cancellation = openCancellationOf(file)
        return view('confirm', {
          confirm: {
            heading: t(`bureau.production.confirm.${kind}`, { number: request.number }),
            text: t(
              cancellation === null
                ? 'bureau.production.confirm.canBeReverted'
                : 'bureau.request.openCancellation',
            ),
            rows: [
              { key: t('bureau.request.person'), text: `${person.name} ${person.surname}` },
              {
                key: t('bureau.request.applicant'),
                text: `${applicant.name} · ${applicant.registryNo}`,
              },
              { key: t('bureau.request.unit'), text: applicant.unitName },
              ...(cancellation === null
                ? []
                : [{ key: t('requestType.cancellationRequest'), text: cancellation.number }]),
            ],
            action: productionPath(requestId, kind),
            button: t(`action.${action}`),
            cancelHref: back,
            fields: { eventId: randomUUID(), back },
          },
        })
      },
    })
    const answer = route({
      method: 'post',
      path: productionPath(':requestId', kind),
      access: BUREAU,
      audit: RECORDED_EVENTS[kind],
      params: RequestParams,
      body: ProductionBody,
      handle: async ({ params: { requestId }, body: { eventId, back }, account, flash, t }) => {
        const request = await findRequest(store, requestId)
        // A cancellation has a card id too, but no card was made for it.
        if (request === null || request.type !== 'cardRequest' || request.cardId === null)
          throw new NotFound()
        refuseForOthers(request, account, action)
        const recorded = await recordProduction({ store, runs, claims }, account.id, {
          eventId,
          cardId: request.cardId,
          kind,
        })
        if (recorded.kind === 'refused') throw await clerkRefusal(store, requestId, recorded, t)
        flash('success', `bureau.production.${kind}`, { number: request.number })
        return redirect(back)
      },
    })
    return [question, answer]
  })
}
