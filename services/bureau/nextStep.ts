/** What the bureau does next with a request, and on which page; used by lists, pages and search. */
import { ACTION_OF_EVENT, mayDo } from '../../workflows/domain/allowedActions'
import type { Action } from '../../workflows/domain/allowedActions'
import type { Role } from '../../workflows/domain/roles'
import { PRODUCTION_EVENTS } from '../../workflows/domain/messages'
import { stateOf } from '../shared/store/request'
import type { RequestRecord } from '../shared/store/request'
import type { WorkListFilter } from './operations/workList'
import { cardArrivalPath, productionPath, requestPath, reviewPath } from './paths'

export interface NextStep {
  action: Action
  /** The page for it. */
  href: string
}

/**
 * @param roles of the person who looks
 * @param filter of the list that the person came from
 * @param back the page to return to from a step that needs no page of its own
 */
export function nextStepOf(
  request: Pick<RequestRecord, '_id' | 'type' | 'status' | 'subState'>,
  roles: readonly Role[],
  filter: WorkListFilter = {},
  back = requestPath(request._id),
): NextStep {
  const may = (action: Action) => mayDo(stateOf(request), roles, action)
  if (may('decide')) return { action: 'decide', href: reviewPath(request._id, filter) }
  if (may('recordCardArrival'))
    return { action: 'recordCardArrival', href: cardArrivalPath(request._id) }
  const kind = PRODUCTION_EVENTS.find((event) => may(ACTION_OF_EVENT[event]))
  return kind === undefined
    ? { action: 'follow', href: requestPath(request._id) }
    : { action: ACTION_OF_EVENT[kind], href: productionPath(request._id, kind, back) }
}
