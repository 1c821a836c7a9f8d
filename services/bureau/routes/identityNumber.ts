/** The full identity number of a relative: hidden until a clerk asks, which is an act of its own (D12). */
import { mayDo } from '../../../workflows/domain/allowedActions'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import { BUREAU } from '../../shared/accounts/roles'
import { stateOf } from '../../shared/store/request'
import { BusinessRefusal, json, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { wantsJson } from '../../shared/web/routing/reply'
import type { Deps } from '../deps'
import { requestWithPerson } from '../operations/requestWithPerson'
import { FilterQuery, identityNumberPath, RequestParams, requestPath, reviewPath } from '../paths'
import { maskedIdentity } from '../viewModels/identity'

export function identityNumberRoutes({ store, vault }: Pick<Deps, 'store' | 'vault'>): Route[] {
  return [
    route({
      method: 'post',
      path: identityNumberPath(':requestId'),
      access: BUREAU,
      audit: 'identityNumberShown',
      params: RequestParams,
      query: FilterQuery,
      handle: async ({ params: { requestId }, query, account, req, about, nothingDone }) => {
        const found = await requestWithPerson(store, requestId)
        if (found === null) throw new NotFound()
        const { request, person } = found
        about(person._id, requestId)
        if (!mayDo(stateOf(request), account.roles, 'decide')) {
          nothingDone()
          return redirect(requestPath(requestId))
        }
        // A clerk has no need of it where a colleague decides (D8).
        if (ownFamilyOf(account.id, request) !== null)
          throw new BusinessRefusal('bureau.identity.ownFamily')
        const number = vault.open(person.identity, person._id)
        if (wantsJson(req)) return json({ number })
        return view('review/identity', {
          name: `${person.name} ${person.surname}`,
          number,
          masked: maskedIdentity(vault, person),
          backHref: reviewPath(requestId, query),
        })
      },
    }),
  ]
}
