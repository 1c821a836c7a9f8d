/** The accounts of a project manager's unit: the list with its search, and one account (S6, S74). */
import { z } from 'zod'
import {
  ACCOUNT_MARKS,
  accountActions,
  accountMarks,
  accountStatusOf,
} from '../../../workflows/domain/accountActions'
import { MANAGERS } from '../../shared/accounts/roles'
import { NotFound, route, view } from '../../shared/web'
import type { Reply, Route, SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import type { Deps } from '../deps'
import { accountHistory } from '../operations/accountHistory'
import { isFoundBy, unitAccount, unitAccounts } from '../operations/unitAccounts'
import type { UnitAccount } from '../operations/unitAccounts'
import {
  ACCOUNT_ACT_PATHS,
  AccountParams,
  accountPath,
  ACCOUNTS,
  accountsPath,
  NEW_ACCOUNT,
} from '../paths'
import { accountFacts, accountRow, accountTimeline } from '../viewModels/account'
import { pageOf, SearchForm } from './lists'

/** Which accounts the list shows. */
const SHOWN = ['all', ...ACCOUNT_MARKS, 'disabled'] as const
type Shown = (typeof SHOWN)[number]

interface Visit {
  account: SignedInAccount
  language: Language
  t: Translate
}

export function accountRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  /** The list, or what a search found in it. */
  async function list(
    { account: { id, unitCode, unitName }, language, t }: Visit,
    { shown = 'all', page = 1, search = '' }: { shown?: Shown; page?: number; search?: string },
  ): Promise<Reply> {
    const now = new Date()
    const all = await unitAccounts(store, unitCode)
    const matches = all.filter(search === '' ? matching(shown, now) : isFoundBy(search))
    const { items, ...place } = pageOf(matches, page, search !== '')
    return view('accounts/list', {
      unitName,
      action: ACCOUNTS,
      newHref: NEW_ACCOUNT,
      shown,
      search,
      choices: SHOWN.map((value) => ({ value, text: t(`portal.accounts.shown.${value}`) })),
      chips:
        shown === 'all' || search !== ''
          ? []
          : [{ name: t(`portal.accounts.shown.${shown}`), removeHref: ACCOUNTS }],
      rows: items.map((account) => accountRow(account, now, { id, language, t })),
      ...place,
      previousHref: place.hasPrevious ? accountsPath(shown, page - 1) : null,
      nextHref: place.hasNext ? accountsPath(shown, page + 1) : null,
    })
  }

  return [
    route({
      method: 'get',
      path: ACCOUNTS,
      access: MANAGERS,
      audit: 'accountListOpened',
      query: z.object({
        shown: z.enum(SHOWN).catch('all'),
        page: z.coerce.number().int().min(1).max(10_000).catch(1),
      }),
      handle: ({ query, about, ...visit }) => {
        about(visit.account.unitCode)
        return list(visit, query)
      },
    }),

    // A POST, so that a name never becomes part of an address (D12).
    route({
      method: 'post',
      path: ACCOUNTS,
      access: MANAGERS,
      audit: 'accountListOpened',
      body: SearchForm,
      handle: ({ body, about, ...visit }) => {
        about(visit.account.unitCode)
        return list(visit, body)
      },
    }),

    route({
      method: 'get',
      path: accountPath(':accountId'),
      access: MANAGERS,
      audit: 'accountShown',
      params: AccountParams,
      handle: async ({ params: { accountId }, account: manager, language, t }) => {
        const { id, unitCode } = manager
        const account = await unitAccount(store, { accountId, unitCode })
        if (account === null) throw new NotFound()
        const now = new Date()
        const isOwn = account._id === id
        const reader = { id, language, t }
        return view('accounts/account', {
          ...accountRow(account, now, reader),
          facts: accountFacts(account, reader),
          timeline: accountTimeline(await accountHistory(store, accountId), t),
          actions: accountActions(accountStatusOf(account, now), isOwn),
          paths: Object.fromEntries(
            Object.entries(ACCOUNT_ACT_PATHS).map(([act, pathOf]) => [act, pathOf(accountId)]),
          ),
          expiresOn: account.expiresOn?.split('-') ?? [],
          listHref: ACCOUNTS,
        })
      },
    }),
  ]
}

function matching(shown: Shown, now: Date): (account: UnitAccount) => boolean {
  if (shown === 'all') return () => true
  if (shown === 'disabled')
    return (account) => ['disabled', 'expired'].includes(accountStatusOf(account, now))
  return (account) => accountMarks(account, now).includes(shown)
}
