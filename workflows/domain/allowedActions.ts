/**
 * The only table of what is allowed: type × status × sub-state × role → actions, and the queue of
 * each state. Screens, routes and workflows read it; no other code contains such a rule (S47–S55,
 * S69, D1–D6).
 */
import type { ProductionEventKind } from './messages'
import type { Queue, RequestState, RequestType, Status, SUB_STATES } from './requestState'
import { ROLES } from './roles'
import type { Role } from './roles'

export const ACTIONS = [
  'follow',
  'requestCard',
  'requestCancellation',
  'addDocument',
  'withdraw',
  'decide',
  'askForDocument',
  'escalate',
  'giveBack',
  'recordCardArrival',
  'recordPrinted',
  'recordSent',
  'recordDelivered',
  'revertPrinted',
  'revertSent',
  'revertDelivered',
  'revertCardArrival',
] as const
export type Action = (typeof ACTIONS)[number]

/** The action that records each event of a card's production (D1). */
export const ACTION_OF_EVENT = {
  printed: 'recordPrinted',
  sent: 'recordSent',
  delivered: 'recordDelivered',
} as const satisfies Record<ProductionEventKind, Action>

/** The action that takes back each event which was recorded by mistake. */
export const ACTION_OF_REVERSAL = {
  printed: 'revertPrinted',
  sent: 'revertSent',
  delivered: 'revertDelivered',
} as const satisfies Record<ProductionEventKind, Action>

interface StateRule {
  /** The work list that shows a request in this state; exactly one. */
  queue: Queue
  /**
   * What the applicant may do next for this relative; the first action is the button in the row
   * (S22, S57). `withdraw` in review also needs that nobody at the bureau has opened the request,
   * which only its run knows (judgeWithdrawal).
   */
  staff: readonly [Action, ...Action[]]
  /**
   * What the bureau may do, first the useful next action; the head may do the same, unless there is a
   * list of their own. A delivery is taken back only within some days, and the arrival of a card only
   * if there was one: only their runs know.
   */
  bureau: readonly Action[]
  head?: readonly Action[]
}

/** A rule for every legal state: a missing or an extra one does not compile. */
export type StateTable = {
  [T in RequestType]: { [S in Status]: Record<(typeof SUB_STATES)[T][S][number], StateRule> }
}

/** The same for both types: the review goes on when the applicant has added the document. */
const AWAITING_APPLICANT = {
  queue: 'applicant',
  staff: ['follow', 'addDocument', 'withdraw'],
  bureau: ['follow'],
} as const satisfies StateRule

/** The same for both types: to hand a case to the head is for the others. */
const IN_REVIEW = {
  queue: 'review',
  staff: ['follow', 'withdraw'],
  bureau: ['decide', 'askForDocument', 'escalate'],
  head: ['decide', 'askForDocument'],
} as const satisfies StateRule

/** The same for both types: the head alone decides, or gives the case back. */
const WITH_HEAD = {
  queue: 'review',
  staff: ['follow', 'withdraw'],
  bureau: ['follow'],
  head: ['decide', 'giveBack'],
} as const satisfies StateRule

const TABLE = {
  cardRequest: {
    pending: {
      received: { queue: 'system', staff: ['follow'], bureau: ['follow'] },
      inReview: IN_REVIEW,
      withHead: WITH_HEAD,
      awaitingApplicant: AWAITING_APPLICANT,
      withdrawn: { queue: 'archive', staff: ['requestCard'], bureau: ['follow'] },
    },
    approved: {
      awaitingPrint: { queue: 'print', staff: ['requestCancellation'], bureau: ['recordPrinted'] },
      printHeld: { queue: 'print', staff: ['follow'], bureau: ['follow'] },
      printed: {
        queue: 'dispatch',
        staff: ['requestCancellation'],
        bureau: ['recordSent', 'revertPrinted'],
      },
      dispatchHeld: { queue: 'dispatch', staff: ['follow'], bureau: ['follow'] },
      sent: {
        queue: 'handover',
        staff: ['requestCancellation'],
        bureau: ['recordDelivered', 'revertSent'],
      },
      delivered: {
        queue: 'archive',
        staff: ['requestCancellation'],
        bureau: ['follow', 'revertDelivered'],
      },
      printStopped: { queue: 'archive', staff: ['requestCard'], bureau: ['follow'] },
      cardCancelled: { queue: 'archive', staff: ['requestCard'], bureau: ['follow'] },
    },
    rejected: {
      returned: { queue: 'archive', staff: ['requestCard'], bureau: ['follow'] },
    },
  },
  cancellationRequest: {
    pending: {
      received: { queue: 'system', staff: ['follow'], bureau: ['follow'] },
      awaitingCard: {
        queue: 'cardArrival',
        staff: ['follow', 'withdraw'],
        bureau: ['recordCardArrival'],
      },
      inReview: {
        ...IN_REVIEW,
        bureau: [...IN_REVIEW.bureau, 'revertCardArrival'],
        head: [...IN_REVIEW.head, 'revertCardArrival'],
      },
      withHead: WITH_HEAD,
      awaitingApplicant: AWAITING_APPLICANT,
      withdrawn: { queue: 'archive', staff: ['requestCancellation'], bureau: ['follow'] },
    },
    approved: {
      cardCancelled: { queue: 'archive', staff: ['requestCard'], bureau: ['follow'] },
    },
    rejected: {
      returned: { queue: 'archive', staff: ['requestCancellation'], bureau: ['follow'] },
    },
  },
} as const satisfies StateTable

/** Whether a record's state is one that a request can be in; only a changed record has another. */
export function isLegal({ type, status, subState }: RequestState): boolean {
  const byType: Record<string, Record<string, object> | undefined> = TABLE
  const byStatus = byType[type]
  return byStatus !== undefined && Object.hasOwn(byStatus[status] ?? {}, subState)
}

/** The row of the table for a state. */
function ruleOf(state: RequestState): StateRule {
  const byStatus: Record<Status, Record<string, StateRule>> = TABLE[state.type]
  return byStatus[state.status][state.subState]!
}

/**
 * What a role may do with a request in a state: nothing in an impossible one. The project manager
 * sees no requests, so has no actions. For `staff` the actions refer to the relative whose latest
 * request this is.
 */
export function allowedActions(state: RequestState, role: Role): readonly Action[] {
  if (!isLegal(state)) return []
  const rule = ruleOf(state)
  switch (role) {
    case 'staff':
      return rule.staff
    case 'clerk':
      return rule.bureau
    case 'head':
      return rule.head ?? rule.bureau
    case 'projectManager':
      return []
  }
}

/**
 * Whether a person may take an action now.
 * @param roles all roles of the person; one that allows the action is enough
 */
export function mayDo(state: RequestState, roles: readonly Role[], action: Action): boolean {
  return roles.some((role) => allowedActions(state, role).includes(action))
}

/**
 * Whether an action is possible in a state, for any role. Runs use this: of a person's roles they know
 * at most that it is the head.
 */
export function isPossible(state: RequestState, action: Action): boolean {
  return mayDo(state, ROLES, action)
}

/** Whether an action is possible now, but only for people with other roles. */
export function isForOthers(state: RequestState, roles: readonly Role[], action: Action): boolean {
  return isPossible(state, action) && !mayDo(state, roles, action)
}

/** The only queue that a state belongs to. */
export function queueOf(state: RequestState): Queue {
  return ruleOf(state).queue
}
