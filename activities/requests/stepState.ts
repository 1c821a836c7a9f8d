import type { RequestStep, RequestStepEffect } from '../../workflows/contract'
import { isPossible } from '../../workflows/domain/allowedActions'
import type { Action } from '../../workflows/domain/allowedActions'
import { decidedState, SUB_STATES } from '../../workflows/domain/requestState'
import type { RequestState, SubState } from '../../workflows/domain/requestState'

type Kind = RequestStepEffect['kind']

/** The sub-state that each effect leads to; decisions say theirs, and others move nothing. */
const LEADS_TO: Partial<Record<Kind, SubState>> = {
  enteredReview: 'inReview',
  cardAwaited: 'awaitingCard',
  cardArrived: 'inReview',
  cardArrivalReverted: 'awaitingCard',
  documentAsked: 'awaitingApplicant',
  documentAdded: 'inReview',
  documentNotAdded: 'inReview',
  escalated: 'withHead',
  escalationReturned: 'inReview',
  withdrawn: 'withdrawn',
}

/** What must be possible in the state before. */
const ACTION_OF: Partial<Record<Kind, Action>> = {
  cardApproved: 'decide',
  cancellationApproved: 'decide',
  rejected: 'decide',
  cardArrived: 'recordCardArrival',
  cardArrivalReverted: 'revertCardArrival',
  documentAsked: 'askForDocument',
  documentAdded: 'addDocument',
  escalated: 'escalate',
  escalationReturned: 'giveBack',
  withdrawn: 'withdraw',
}

/** Where a request must be for what runs do by themselves. */
const FROM: Partial<Record<Kind, readonly SubState[]>> = {
  enteredReview: ['received', 'awaitingCard'],
  cardAwaited: ['received'],
  documentNotAdded: ['awaitingApplicant'],
  returnedByDocumentCheck: ['received'],
}

/**
 * Whether a step that moves a request leads on from the state before, to the state that its effect
 * means. The request's own run always does so; a run of somebody else could name any.
 */
export function leadsOn(before: RequestState, { state, effect }: RequestStep): boolean {
  const action = ACTION_OF[effect.kind]
  const follows =
    action === undefined
      ? FROM[effect.kind]?.includes(before.subState) === true
      : isPossible(before, action)
  return follows && before.type === state.type && namesItsState(state, effect)
}

function namesItsState(state: RequestState, { kind }: RequestStepEffect): boolean {
  switch (kind) {
    case 'cardApproved':
      return isSame(state, decidedState('cardRequest', 'approved'))
    case 'cancellationApproved':
      return isSame(state, decidedState('cancellationRequest', 'approved'))
    case 'rejected':
    case 'returnedByDocumentCheck':
      return isSame(state, decidedState(state.type, 'rejected'))
    default:
      return isPending(state) && state.subState === LEADS_TO[kind]
  }
}

function isPending({ type, status, subState }: RequestState): boolean {
  const legal: readonly SubState[] = SUB_STATES[type].pending
  return status === 'pending' && legal.includes(subState)
}

function isSame(one: RequestState, other: RequestState): boolean {
  return one.type === other.type && one.status === other.status && one.subState === other.subState
}
