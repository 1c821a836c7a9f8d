/** "Standart Ana Sayfa", the page after every login (S7): the left menu and what is to be done. */
import type { Store } from '../../shared/store/connection'
import { route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { PORTAL } from '../../shared/accounts/roles'
import { logUnreadable } from '../../shared/store/unreadable'
import type { Deps } from '../deps'
import { draftsOf, unfinishedFor } from '../operations/drafts'
import { explanationsOf } from '../operations/explanations'
import { requestsOf } from '../operations/familyRecords'
import { ensureAsked } from '../operations/familyRefresh'
import { newsOfRead } from '../operations/news'
import { relativesOf } from '../operations/relatives'
import { accountFigures } from '../operations/unitAccounts'
import { ACCOUNTS, accountsPath, FAMILY, HOME, newsAfter, TRACKING } from '../paths'
import { refreshPanel } from '../viewModels/familyRefresh'
import { runningRequests, todosOf } from '../viewModels/todo'

export function homeRoutes(deps: Pick<Deps, 'store' | 'refreshes'>): Route[] {
  const { store } = deps
  return [
    route({
      method: 'get',
      path: HOME,
      access: PORTAL,
      audit: 'none: shows the reader their own open matters only',
      handle: async ({ account, language, t, log }) => {
        const managed = account.roles.includes('projectManager')
          ? await managedAccounts(store, account.unitCode)
          : null
        if (!account.roles.includes('staff')) return view('home/page', { family: null, managed })
        const state = await ensureAsked(deps, account)
        const requests = await requestsOf(store, account.id, state.family)
        const [news, relatives, drafts] = await Promise.all([
          newsOfRead(store, account.id, { ...state, requests }),
          relativesOf(store, { family: state.family, requests }, new Date()),
          draftsOf(store, account.id),
        ])
        logUnreadable(
          log,
          relatives.flatMap(({ unreadable }) => unreadable ?? []),
        )
        const begun = unfinishedFor(drafts, relatives)
        const explanations = await explanationsOf(
          store,
          relatives.flatMap(({ latest }) => latest ?? []),
        )
        return view('home/page', {
          managed,
          live: newsAfter(news),
          family: {
            href: FAMILY,
            refresh: state.family === null ? refreshPanel(state, t) : null,
            trackingHref: TRACKING,
            open: relatives.filter(({ latest }) => latest?.open).length,
            cards: relatives.filter(({ card }) => card !== null).length,
            askable: relatives.filter(({ next }) => next.action === 'requestCard').length,
            running: runningRequests(relatives, { language, t }),
            todos: todosOf(relatives, begun, { id: account.id, explanations, language, t }),
          },
        })
      },
    }),
  ]
}

/** The figures of a project manager, each with its list. */
async function managedAccounts(store: Store, unitCode: string) {
  const figures = await accountFigures(store, unitCode, new Date())
  return {
    href: ACCOUNTS,
    figures: (['all', 'neverSignedIn', 'reviewDue'] as const).map((what) => ({
      what,
      count: figures[what],
      href: accountsPath(what, 1),
    })),
  }
}
