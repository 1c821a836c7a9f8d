/** The navigation bar: one entry per work list with its count, and the search. */
import { judgeAccess } from '../shared/accounts/access'
import { BUREAU } from '../shared/accounts/roles'
import { countUpTo } from '../shared/web'
import type { WebAppOptions } from '../shared/web'
import type { Store } from '../shared/store/connection'
import { queueOf } from './operations/requests'
import { BUREAU_QUEUES, COUNT_LIMIT, workListCounts } from './operations/workList'
import { MANAGEMENT } from './headPaths'
import { SEARCH, workListPath } from './paths'

export function bureauNavigation(store: Store): WebAppOptions['navigation'] {
  return async ({ account, path, language }) => {
    // Somebody whose role was taken while signed in.
    if (judgeAccess(BUREAU, account) !== 'allowed') return []
    const [counts, current] = await Promise.all([workListCounts(store), listOf(path)])
    return [
      ...BUREAU_QUEUES.map((queue) => ({
        href: workListPath(queue),
        key: `bureau.queue.${queue}.short`,
        active: workListPath(queue) === current,
        ...(counts[queue] > 0 ? { count: countUpTo(counts[queue], COUNT_LIMIT, language) } : {}),
      })),
      { href: SEARCH, key: 'bureau.search.title', active: path === SEARCH },
      ...(account.roles.includes('head') ? [managementEntry(path)] : []),
    ]
  }

  /** The list that the page shows, or that its request is in. */
  async function listOf(path: string): Promise<string> {
    const requestId = /^\/requests\/([^/]+)/.exec(path)?.[1]
    if (requestId === undefined) return path
    const current = await queueOf(store, requestId)
    const queue = BUREAU_QUEUES.find((shown) => shown === current)
    return queue === undefined ? path : workListPath(queue)
  }
}

function managementEntry(path: string) {
  return {
    href: MANAGEMENT,
    key: 'bureau.management.title',
    active: path === MANAGEMENT || path.startsWith(`${MANAGEMENT}/`),
  }
}
