/** Turns the single-key shortcuts of an account on or off (WCAG 2.1.4). */
import { z } from 'zod'
import { BUREAU } from '../../shared/accounts/roles'
import { redirect, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { pathOfReferer } from '../../shared/web/routing/returnPath'
import type { Deps } from '../deps'
import { setSingleKeys } from '../operations/singleKeys'
import { HOME, SINGLE_KEYS } from '../paths'

export function singleKeysRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'post',
      path: SINGLE_KEYS,
      access: BUREAU,
      audit: 'none: a preference about the keyboard',
      body: z.object({ keys: z.enum(['on', 'off']) }),
      formAt: () => HOME,
      handle: async ({ req, account, body: { keys }, flash }) => {
        await setSingleKeys(store, account.id, keys)
        flash('success', keys === 'on' ? 'bureau.keys.turnedOn' : 'bureau.keys.turnedOff')
        return redirect(pathOfReferer(req.get('referer'), req.get('host')))
      },
    }),
  ]
}
