/** The bureau's pages that can open after the login (S7, S8), in the order of the menu "Modüller". */
import { BUREAU } from '../shared/accounts/roles'
import type { OpeningPageList } from '../shared/web'
import { BUREAU_QUEUES } from './operations/workList'
import { HOME, SEARCH, workListPath } from './paths'

export const bureauOpeningPages: OpeningPageList = [
  { id: 'home', path: HOME, key: 'bureau.home.title', access: BUREAU },
  ...BUREAU_QUEUES.map((queue) => ({
    id: `queue-${queue}`,
    path: workListPath(queue),
    key: `bureau.queue.${queue}.title`,
    access: BUREAU,
  })),
  { id: 'search', path: SEARCH, key: 'bureau.search.title', access: BUREAU },
]
