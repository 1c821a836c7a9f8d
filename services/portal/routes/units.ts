/** Whom staff without an account turn to (S6): the page that the login leads to. */
import { z } from 'zod'
import { route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import type { Deps } from '../deps'
import { unitContacts } from '../operations/units'
import { UNITS } from '../paths'

export function unitRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: UNITS,
      access: 'public',
      audit: 'none: shows units and their phone numbers, and no person',
      query: z.object({ unit: z.string().max(40).catch('') }),
      handle: async ({ query, t }) => {
        const units = await unitContacts(store)
        return view('units/page', {
          action: UNITS,
          choices: [
            { value: '', text: t('portal.units.choose') },
            ...units.map(({ _id, name }) => ({ value: _id, text: name })),
          ],
          chosen: units.find(({ _id }) => _id === query.unit) ?? null,
          units,
        })
      },
    }),
  ]
}
