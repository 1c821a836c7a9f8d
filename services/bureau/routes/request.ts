/** One request in any state, read only, with a link to the next step. */
import { z } from 'zod'
import { NotFound, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { noteOfAsk } from '../../shared/store/explanation'
import { notesOfEscalation } from '../operations/escalate'
import { caseFile } from '../operations/caseFile'
import { FilterQuery, PlaceQuery, RequestParams, requestPath } from '../paths'
import { askOnPage } from '../viewModels/documentAsk'
import { escalationOnPage } from '../viewModels/escalation'
import { requestPage } from '../viewModels/request'
import { leaseOnPage } from './leaseOnPage'
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
      handle: async ({ params: { requestId }, query: { filter, after }, account, language, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const note = await noteOfAsk(store, file.request)
        const lastReviewed = after === null ? null : { ...after, _id: after.id }
        return view('request/page', {
          ...requestPage(file, { account, vault, t }),
          lease: await leaseOnPage(store, file.request, filter, { account, language, t }),
          escalation: escalationOnPage(file, await notesOfEscalation(store, file.request), t),
          documentAsk: askOnPage(file, note, language, t),
          /** Links for a clerk who comes from the review queue. */
          onward:
            lastReviewed === null
              ? null
              : await reviewWays({ store }, account.id, filter, lastReviewed),
        })
      },
    }),
  ]
}
