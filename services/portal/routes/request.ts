/** One request of the family: its stage, the reasons, the next step and its history. */
import { NotFound, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { cancellationReasonTexts } from '../../shared/web/texts/format/cancellationReason'
import { faultText } from '../../shared/web/texts/format/documentFaults'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { familyRequest } from '../operations/familyRequests'
import { documentPath, requestPath, RequestParams, TRACKING } from '../paths'
import { personHeading } from '../viewModels/person'
import { reasonsOf } from '../viewModels/returned'
import { actionLink, stageText } from '../viewModels/stage'
import { askerText, timelineOf } from '../viewModels/timeline'
import { sendCardText } from '../viewModels/todo'

export function requestRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: requestPath(':requestId'),
      access: STAFF,
      audit: 'requestOpened',
      params: RequestParams,
      handle: async ({ params: { requestId }, account, language, t }) => {
        const found = await familyRequest(store, account.id, requestId, new Date())
        if (found === null) throw new NotFound()
        const { request, relative, asker, explanation, reasonDetail } = found
        const { latest, next, person, card } = relative
        // Only the latest request decides what can be done now.
        const isLatest = latest?._id === request._id
        const possible = isLatest ? next.action : null
        const isReturned = request.status === 'rejected'
        const link = possible === 'follow' ? null : actionLink(possible, person._id, latest, t)
        return view('request/page', {
          ...personHeading(relative, t),
          request,
          asker: askerText(asker, t),
          stage: stageText(request, { card: isLatest ? card : null, possible }, t),
          sendCard: sendCardText(request, t),
          again: isReturned ? link : null,
          action: isReturned ? null : link,
          newerHref: isLatest || latest === null ? null : requestPath(latest._id),
          reasons: reasonsOf(request, t),
          explanation,
          cancellationReason:
            request.reason === null
              ? null
              : cancellationReasonTexts(request.reason, reasonDetail, t),
          faults: request.documentFaults.flatMap(({ kind, faults }) =>
            faults.map((fault) => ({
              kind: t(`documentKind.${kind}`),
              text: faultText(fault, language, t),
            })),
          ),
          documents: request.documents.map(({ kind, bytes }) => ({
            text: t(`upload.show.${kind}`),
            bytes,
            href: documentPath(request._id, kind),
          })),
          timeline: timelineOf(request, asker, t),
          backHref: TRACKING,
        })
      },
    }),
  ]
}
