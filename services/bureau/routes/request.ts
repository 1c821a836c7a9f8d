/** One request in any state, read only, with a link to the next step. */
import { z } from 'zod'
import type { Queue } from '../../../workflows/domain/requestState'
import { NotFound, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { nextStepOf } from '../nextStep'
import { openCancellationOf, caseFile } from '../operations/caseFile'
import { BUREAU_QUEUES } from '../operations/workList'
import {
  documentPath,
  FilterQuery,
  PlaceQuery,
  RequestParams,
  requestPath,
  SEARCH,
  workListPath,
} from '../paths'
import { maskedIdentity } from '../viewModels/identity'
import { reasonLabels } from '../viewModels/reasons'
import { timelineOf } from '../viewModels/timeline'
import { cancellationLink } from '../viewModels/workList'
import { reviewWays } from './reviewWays'

export function requestRoutes({ store, vault }: Pick<Deps, 'store' | 'vault'>): Route[] {
  return [
    route({
      method: 'get',
      path: requestPath(':requestId'),
      access: BUREAU,
      audit: 'requestOpened',
      params: RequestParams,
      query: z
        .object({})
        .loose()
        .transform((query) => ({
          filter: FilterQuery.parse(query),
          after: PlaceQuery.parse(query).after,
        })),
      handle: async ({ params: { requestId }, query: { filter, after }, account, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request, person } = file
        const cancellation = openCancellationOf(file)
        const behind = after === null ? null : { _id: after.id, queuedAt: after.queuedAt }
        return view('request/page', {
          file,
          /** Links for a clerk who comes from the review queue. */
          onward: behind === null ? null : await reviewWays({ store }, account.id, filter, behind),
          identityNumber: maskedIdentity(vault, person),
          ...wayBack(request.queue),
          step: nextStepOf(request, account.roles),
          reviewListHref: workListPath('review'),
          documents: request.documents.map(({ kind, bytes }) => ({
            kind,
            bytes,
            href: documentPath(requestId, kind),
          })),
          decidedBy: file.nameOf(request.decision?.by ?? null),
          reasons: reasonLabels(request.decision?.reasons ?? [], t),
          cancellation: cancellation === null ? null : cancellationLink(cancellation),
          timeline: timelineOf(file, t),
        })
      },
    }),
  ]
}

/** The list that shows the request, or the search if no list does. */
function wayBack(queue: Queue): { listHref: string; inList: boolean } {
  const list = BUREAU_QUEUES.find((shown) => shown === queue)
  return list === undefined
    ? { listHref: SEARCH, inList: false }
    : { listHref: workListPath(list), inList: true }
}
