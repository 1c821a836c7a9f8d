/** The navy bar: one entry per work list with how many requests wait there, and the search. */
import { countUpTo } from '../shared/web'
import type { WebAppOptions } from '../shared/web'
import type { Store } from '../shared/store/connection'
import { BUREAU_QUEUES, COUNT_LIMIT, workListCounts } from './operations/workList'
import { workListPath } from './paths'

export function bureauNavigation(store: Store): WebAppOptions['navigation'] {
  return async ({ path, language }) => {
    const counts = await workListCounts(store, {})
    return [
      ...BUREAU_QUEUES.map((queue) => ({
        href: workListPath(queue),
        key: `bureau.queue.${queue}.title`,
        active: path === workListPath(queue),
        ...(counts[queue] > 0 ? { count: countUpTo(counts[queue], COUNT_LIMIT, language) } : {}),
      })),
      { href: '/search', key: 'bureau.search.title', active: path === '/search' },
    ]
  }
}
