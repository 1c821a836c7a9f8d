/** The navigation bar: the home page, and the family with its number of open requests. */
import type { Store } from '../shared/store/connection'
import type { WebAppOptions } from '../shared/web'
import { countOpenRequests } from './operations/familyRequests'
import { FAMILY, HOME } from './paths'

export function portalNavigation(store: Store): WebAppOptions['navigation'] {
  return async ({ account, path }) => {
    const home = { href: HOME, key: 'portal.home.short', active: path === HOME }
    if (!account.roles.includes('staff')) return [home]
    const open = await countOpenRequests(store, account.id)
    return [
      home,
      {
        href: FAMILY,
        key: 'portal.family.menu',
        active: path === FAMILY || path.startsWith(`${FAMILY}/`) || path.startsWith('/requests/'),
        ...(open > 0 ? { count: String(open) } : {}),
      },
    ]
  }
}
