/** The portal's pages that can open after the login (S7, S8), in the order of the menu "Modüller". */
import { MANAGERS, PORTAL, STAFF } from '../shared/accounts/roles'
import type { OpeningPageList } from '../shared/web'
import { ACCOUNTS, FAMILY, HOME } from './paths'

export const portalOpeningPages: OpeningPageList = [
  { id: 'home', path: HOME, key: 'portal.home.title', access: PORTAL },
  { id: 'family', path: FAMILY, key: 'portal.family.menu', access: STAFF },
  { id: 'accounts', path: ACCOUNTS, key: 'portal.accounts.menu', access: MANAGERS },
]
