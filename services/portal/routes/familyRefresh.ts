/** "Aile Bilgilerini KPS’ den getir" (S16, S17): asks the register, and reports when it has answered. */
import { z } from 'zod'
import { eventStream, redirect, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { askRegister, nextStepOf } from '../operations/familyRefresh'
import { FAMILY, FAMILY_REFRESH, FAMILY_REFRESH_EVENTS } from '../paths'

export function familyRefreshRoutes(deps: Pick<Deps, 'store' | 'refreshes'>): Route[] {
  return [
    route({
      method: 'post',
      path: FAMILY_REFRESH,
      access: STAFF,
      audit: 'familyRefreshed',
      formAt: () => FAMILY,
      body: z.object({}),
      handle: async ({ account, flash, about }) => {
        about(account.id)
        const refresh = await askRegister(deps, account)
        if (refresh?.state === 'answered') flash('success', 'portal.refresh.arrived')
        return redirect(FAMILY)
      },
    }),

    route({
      method: 'get',
      path: FAMILY_REFRESH_EVENTS,
      access: STAFF,
      audit: 'none: reports only that the reader’s own refresh has a new step',
      query: z.object({ seen: z.string().max(100).catch('') }),
      handle: ({ account, query }) =>
        eventStream(async (send, ended) => {
          await nextStepOf(deps.store, account.id, query.seen, ended)
          if (!ended.aborted) send('changed')
        }),
    }),
  ]
}
