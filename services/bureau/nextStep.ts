/** What the bureau does next with a request, and where: lists, pages and search all ask here. */
import { allowedActions } from '../../workflows/domain/allowedActions'
import type { Action } from '../../workflows/domain/allowedActions'
import type { ProductionEventKind } from '../../workflows/domain/messages'
import { stateOf } from '../shared/store/request'
import type { RequestRecord } from '../shared/store/request'
import type { WorkListFilter } from './operations/workList'
import { cardArrivalPath, productionPath, requestPath, reviewPath } from './paths'

export interface NextStep {
  action: Action
  href: string
  /** Taken by a button that posts to `href`; else `href` is a page. */
  posts: boolean
}

/** The event of production that an action records. */
export const PRODUCTION_OF = {
  recordPrinted: 'printed',
  recordSent: 'sent',
  recordDelivered: 'delivered',
} as const satisfies Partial<Record<Action, ProductionEventKind>>

/** @param filter of the list the clerk came from */
export function nextStepOf(
  request: Pick<RequestRecord, '_id' | 'type' | 'status' | 'subState'>,
  filter: WorkListFilter = {},
): NextStep {
  const [action = 'follow'] = allowedActions(stateOf(request), 'clerk')
  switch (action) {
    case 'decide':
      return { action, href: reviewPath(request._id, filter), posts: false }
    case 'recordCardArrival':
      return { action, href: cardArrivalPath(request._id), posts: false }
    case 'recordPrinted':
    case 'recordSent':
    case 'recordDelivered':
      return { action, href: productionPath(request._id, PRODUCTION_OF[action]), posts: true }
    case 'follow':
    case 'requestCard':
    case 'requestCancellation':
      return { action: 'follow', href: requestPath(request._id), posts: false }
  }
}
