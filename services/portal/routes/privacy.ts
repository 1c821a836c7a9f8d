/** What becomes of personal data, and who has looked at it (law 6698, articles 10 and 11). */
import { route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { familyOf, requestsOf } from '../operations/familyRecords'
import { looksAtRelative, looksAtSelf } from '../operations/looks'
import { relativesOf } from '../operations/relatives'
import { OWN_PRIVACY, PersonParams, PRIVACY, relativePrivacyPath } from '../paths'
import { fullName, personHeading } from '../viewModels/person'
import { keptData, lookRows } from '../viewModels/privacy'
import { ownRelative } from './guard'

export function privacyRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: PRIVACY,
      access: 'public',
      audit: 'none: the same text for everybody',
      handle: ({ t }) => view('privacy/page', { kept: keptData(false, t), ownHref: OWN_PRIVACY }),
    }),

    route({
      method: 'get',
      path: OWN_PRIVACY,
      access: STAFF,
      audit: 'accessReportOpened',
      handle: async ({ account, t, about }) => {
        about(account.id)
        const family = await familyOf(store, account.id)
        const requests = await requestsOf(store, account.id, family)
        const [looks, relatives] = await Promise.all([
          looksAtSelf(store, account.id),
          relativesOf(store, { family, requests }, new Date()),
        ])
        return view('privacy/own', {
          looks: lookRows(looks, t),
          relatives: relatives.map(({ person }) => ({
            name: fullName(person),
            href: relativePrivacyPath(person._id),
          })),
          backHref: PRIVACY,
        })
      },
    }),

    route({
      method: 'get',
      path: relativePrivacyPath(':personId'),
      access: STAFF,
      audit: 'accessReportOpened',
      params: PersonParams,
      handle: async ({ account, params: { personId }, t }) => {
        const relative = await ownRelative(store, account, personId)
        return view('privacy/relative', {
          ...personHeading(relative, t),
          kept: keptData(true, t),
          looks: lookRows(await looksAtRelative(store, personId), t),
          backHref: OWN_PRIVACY,
        })
      },
    }),
  ]
}
