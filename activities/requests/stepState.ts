import type { RequestStep } from '../../workflows/contract'
import { decidedState, isOpen, isWithdrawn } from '../../workflows/domain/requestState'
import type { RequestState } from '../../workflows/domain/requestState'

/**
 * Whether a step that moves a request names the state its effect leads to. The request's own run
 * always does; a run of somebody else could name any.
 */
export function namesItsState({ state, effect }: RequestStep): boolean {
  switch (effect.kind) {
    case 'cardApproved':
      return isSame(state, decidedState('cardRequest', 'approved'))
    case 'cancellationApproved':
      return isSame(state, decidedState('cancellationRequest', 'approved'))
    case 'rejected':
    case 'returnedByDocumentCheck':
      return isSame(state, decidedState(state.type, 'rejected'))
    case 'withdrawn':
      return isWithdrawn(state)
    default:
      return isOpen(state)
  }
}

function isSame(one: RequestState, other: RequestState): boolean {
  return one.type === other.type && one.status === other.status && one.subState === other.subState
}
