/** "Aile Bilgilerini KPS’ den getir" (S16, S17): asks the register. */
import { z } from 'zod'
import { redirect, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { askRegister } from '../operations/familyRefresh'
import { FAMILY, FAMILY_REFRESH } from '../paths'

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
  ]
}
