/**
 * The navigation bar: the home page, the family with its number of open requests, and a manager's
 * accounts with the number to review, and the notices with the number of unread ones.
 */
import type { Store } from '../shared/store/connection'
import type { WebAppOptions } from '../shared/web'
import { countOpenRequests } from './operations/familyRequests'
import { countNotices } from './operations/notices'
import { accountFigures } from './operations/unitAccounts'
import { ACCOUNTS, FAMILY, HOME, NOTICES } from './paths'

export function portalNavigation(store: Store): WebAppOptions['navigation'] {
  return async ({ account, path }) => {
    const { id, roles, unitCode } = account
    const home = { href: HOME, key: 'portal.home.short', active: path === HOME }
    const others = await Promise.all([
      ...(roles.includes('staff')
        ? [familyEntry(store, id, path), noticesEntry(store, id, path)]
        : []),
      ...(roles.includes('projectManager') ? [accountsEntry(store, unitCode, path)] : []),
    ])
    return [home, ...others]
  }
}

async function familyEntry(store: Store, accountId: string, path: string) {
  const open = await countOpenRequests(store, accountId)
  return {
    href: FAMILY,
    key: 'portal.family.menu',
    active: path === FAMILY || path.startsWith(`${FAMILY}/`) || path.startsWith('/requests/'),
    ...countOf(open),
  }
}

async function noticesEntry(store: Store, accountId: string, path: string) {
  const { unread } = await countNotices(store, accountId)
  return {
    href: NOTICES,
    key: 'portal.notices.menu',
    active: path === NOTICES,
    ...countOf(unread),
  }
}

async function accountsEntry(store: Store, unitCode: string, path: string) {
  const { reviewDue } = await accountFigures(store, unitCode, new Date())
  return {
    href: ACCOUNTS,
    key: 'portal.accounts.menu',
    active: path === ACCOUNTS || path.startsWith(`${ACCOUNTS}/`),
    ...countOf(reviewDue),
  }
}

function countOf(waiting: number): { count?: string } {
  return waiting > 0 ? { count: String(waiting) } : {}
}
