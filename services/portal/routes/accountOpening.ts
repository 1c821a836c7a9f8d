/** Opening an account for a member of staff of the own unit, from the staff register (S6). */
import { z } from 'zod'
import { ROLES_A_MANAGER_GIVES } from '../../../workflows/domain/accountActions'
import { AccountExists, openAccount } from '../../shared/accounts/openAccount'
import { MANAGERS } from '../../shared/accounts/roles'
import type { StaffMember } from '../../shared/store/staffMember'
import { BusinessRefusal, NotFound, route, view } from '../../shared/web'
import type { Reply, Route, SignedInAccount } from '../../shared/web'
import type { Deps } from '../deps'
import { isFoundBy } from '../operations/unitAccounts'
import { staffOfUnit, staffWithoutAccount } from '../operations/unitStaff'
import { ACCOUNTS, NEW_ACCOUNT, newAccountPath, newAccountsPath, StaffParams } from '../paths'
import { ExpiryForm, handOutPage } from './accountActs'
import { pageOf, SearchForm } from './lists'

const text = 'portal.accounts'

export function accountOpeningRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  async function list(
    { unitCode, unitName }: SignedInAccount,
    { page = 1, search = '' }: { page?: number; search?: string },
  ): Promise<Reply> {
    const staff = await staffWithoutAccount(store, unitCode)
    const { items, ...place } = pageOf(staff.filter(isFoundBy(search)), page, search !== '')
    return view('accounts/staff', {
      unitName,
      action: NEW_ACCOUNT,
      listHref: ACCOUNTS,
      search,
      rows: items.map(({ _id, name, registryNo }) => ({
        name,
        registryNo,
        href: newAccountPath(_id),
      })),
      ...place,
      previousHref: place.hasPrevious ? newAccountsPath(page - 1) : null,
      nextHref: place.hasNext ? newAccountsPath(page + 1) : null,
    })
  }

  /**
   * @throws NotFound for staff of another unit, as if they did not exist
   * @throws BusinessRefusal for the manager's own person, and for somebody who has an account
   */
  async function memberFor(
    staffId: string,
    { unitCode, personKey }: SignedInAccount,
  ): Promise<StaffMember> {
    const found = await staffOfUnit(store, { staffId, unitCode })
    if (found === null) throw new NotFound()
    const { member, hasAccount } = found
    if (member.personKey === personKey) throw new BusinessRefusal(`${text}.refusal.own`, {}, toList)
    if (hasAccount) throw exists()
    return member
  }

  return [
    route({
      method: 'get',
      path: NEW_ACCOUNT,
      access: MANAGERS,
      audit: 'unitStaffListed',
      query: z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) }),
      handle: ({ query, account, about }) => {
        about(account.unitCode)
        return list(account, query)
      },
    }),

    // A POST, so that a name never becomes part of an address (D12).
    route({
      method: 'post',
      path: NEW_ACCOUNT,
      access: MANAGERS,
      audit: 'unitStaffListed',
      body: SearchForm,
      handle: ({ body, account, about }) => {
        about(account.unitCode)
        return list(account, body)
      },
    }),

    route({
      method: 'get',
      path: newAccountPath(':staffId'),
      access: MANAGERS,
      audit: 'unitStaffListed',
      params: StaffParams,
      handle: async ({ params: { staffId }, account: manager }) => {
        const { name, registryNo } = await memberFor(staffId, manager)
        return view('accounts/open', {
          name,
          registryNo,
          unitName: manager.unitName,
          action: newAccountPath(staffId),
          listHref: NEW_ACCOUNT,
        })
      },
    }),

    route({
      method: 'post',
      path: newAccountPath(':staffId'),
      access: MANAGERS,
      audit: 'accountCreated',
      params: StaffParams,
      body: ExpiryForm,
      handle: async ({ params: { staffId }, body: { expiresOn }, account: manager }) => {
        const member = await memberFor(staffId, manager)
        const opening = { roles: ROLES_A_MANAGER_GIVES, expiresOn, openedBy: manager.id }
        try {
          const { account, password } = await openAccount(store, member, opening, new Date())
          return handOutPage(account, password)
        } catch (error) {
          throw error instanceof AccountExists ? exists() : error
        }
      },
    }),
  ]
}

const toList = { next: { href: ACCOUNTS, key: `${text}.toList` } }

function exists(): BusinessRefusal {
  return new BusinessRefusal(`${text}.refusal.exists`, {}, toList)
}
