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
  /** The page where it is done. */
  href: string
}

/** The event of production that an action records. */
export const PRODUCTION_OF = {
  recordPrinted: 'printed',
  recordSent: 'sent',
  recordDelivered: 'delivered',
} as const satisfies Partial<Record<Action, ProductionEventKind>>

/**
 * @param filter of the list the clerk came from
 * @param back the page to return to, where the step is done in one go
 */
export function nextStepOf(
  request: Pick<RequestRecord, '_id' | 'type' | 'status' | 'subState'>,
  filter: WorkListFilter = {},
  back = requestPath(request._id),
): NextStep {
  const [action = 'follow'] = allowedActions(stateOf(request), 'clerk')
  switch (action) {
    case 'decide':
      return { action, href: reviewPath(request._id, filter) }
    case 'recordCardArrival':
      return { action, href: cardArrivalPath(request._id) }
    case 'recordPrinted':
    case 'recordSent':
    case 'recordDelivered':
      return { action, href: productionPath(request._id, PRODUCTION_OF[action], back) }
    case 'follow':
    case 'requestCard':
    case 'requestCancellation':
      return { action: 'follow', href: requestPath(request._id) }
  }
}
