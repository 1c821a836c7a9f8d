/** One request of the family: its stage, the reasons, the next step and its history. */
import { NotFound, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { noteOfAsk } from '../../shared/store/explanation'
import { familyRequest } from '../operations/familyRequests'
import { newsOf } from '../operations/news'
import { markRead } from '../operations/notices'
import { newsAfter, requestPath, RequestParams } from '../paths'
import { askedDocument } from '../viewModels/askedDocument'
import { requestPage } from '../viewModels/request'

export function requestRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: requestPath(':requestId'),
      access: STAFF,
      audit: 'requestOpened',
      params: RequestParams,
      handle: async ({ params: { requestId }, account, language, t }) => {
        await markRead(store, account.id, { requestId }, new Date())
        const live = newsAfter(await newsOf(store, account.id))
        const found = await familyRequest(store, account.id, requestId, new Date())
        if (found === null) throw new NotFound()
        const { request } = found
        return view('request/page', {
          ...requestPage(found, account.id, language, new Date(), t),
          asked: askedDocument(
            request,
            await noteOfAsk(store, request),
            account.id,
            new Date(),
            language,
            t,
          ),
          live,
        })
      },
    }),
  ]
}
