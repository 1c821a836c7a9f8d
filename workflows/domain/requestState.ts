/**
 * The states of a request (S42, S43, D1, D6), and the queue of each. The three statuses are the
 * official words; a sub-state is what happens within one of them.
 */

export const REQUEST_TYPES = ['cardRequest', 'cancellationRequest'] as const
export type RequestType = (typeof REQUEST_TYPES)[number]

/** How a request ends. */
export const OUTCOMES = ['approved', 'rejected'] as const
export type Outcome = (typeof OUTCOMES)[number]

export const STATUSES = ['pending', ...OUTCOMES] as const
export type Status = (typeof STATUSES)[number]

/** Every sub-state of each type and status. */
export const SUB_STATES = {
  cardRequest: {
    pending: ['received', 'inReview', 'withHead', 'awaitingApplicant', 'withdrawn'],
    approved: [
      'awaitingPrint',
      'printHeld',
      'printed',
      'dispatchHeld',
      'sent',
      'delivered',
      'printStopped',
      'cardCancelled',
    ],
    rejected: ['returned'],
  },
  cancellationRequest: {
    pending: ['received', 'awaitingCard', 'inReview', 'withHead', 'awaitingApplicant', 'withdrawn'],
    approved: ['cardCancelled'],
    rejected: ['returned'],
  },
} as const satisfies Record<RequestType, Record<Status, readonly string[]>>

type SubStatesOf<T extends RequestType> = {
  [S in Status]: { type: T; status: S; subState: (typeof SUB_STATES)[T][S][number] }
}[Status]

/** A legal combination of type, status and sub-state; nothing else type-checks. */
export type RequestState = SubStatesOf<'cardRequest'> | SubStatesOf<'cancellationRequest'>
export type CardRequestState = SubStatesOf<'cardRequest'>
export type CancellationRequestState = SubStatesOf<'cancellationRequest'>
export type SubState = RequestState['subState']

/** The sub-states of an approved card request that its production run moves through (D1). */
export type ProductionSubState = Extract<CardRequestState, { status: 'approved' }>['subState']

/** Whether the cancellation of a card holds it back, before its print or before it is sent (D3). */
export function isHeld(card: SubState): card is 'printHeld' | 'dispatchHeld' {
  return card === 'printHeld' || card === 'dispatchHeld'
}

/** Where a held card goes on when it is released. */
export const STATE_RELEASED = {
  printHeld: 'awaitingPrint',
  dispatchHeld: 'printed',
} as const satisfies Partial<Record<ProductionSubState, ProductionSubState>>

/** Whether a card is made or waits at the bureau, held or not (D1, D3). */
export function isAtBureau(card: ProductionSubState): boolean {
  return card === 'awaitingPrint' || card === 'printed' || isHeld(card)
}

/** Whether a card has left the bureau on its way to the applicant (D1). */
export function hasLeftBureau(card: ProductionSubState): boolean {
  return card === 'sent' || card === 'delivered'
}

/**
 * Where a request waits, and so which work list shows it. `archive`: the bureau has nothing left to
 * do.
 */
export const QUEUES = [
  'system',
  'review',
  'cardArrival',
  'applicant',
  'print',
  'dispatch',
  'handover',
  'archive',
] as const
export type Queue = (typeof QUEUES)[number]

/** Every legal state, in the order of a request's life, for tests and demo data. */
export const ALL_STATES: readonly RequestState[] = REQUEST_TYPES.flatMap((type) =>
  STATUSES.flatMap((status) =>
    SUB_STATES[type][status].map((subState) => ({ type, status, subState }) as RequestState),
  ),
)

/** The state in which every request begins. */
export function receivedState(type: RequestType): RequestState {
  return { type, status: 'pending', subState: 'received' }
}

/** The state of a card request whose card is about to be made. */
export const APPROVED_CARD = {
  type: 'cardRequest',
  status: 'approved',
  subState: 'awaitingPrint',
} as const satisfies CardRequestState

/** The state that a decision leads to (S43). */
export function decidedState(type: RequestType, outcome: Outcome): RequestState {
  if (outcome === 'rejected') return { type, status: 'rejected', subState: 'returned' }
  return type === 'cardRequest'
    ? APPROVED_CARD
    : { type, status: 'approved', subState: 'cardCancelled' }
}

/** Whether a request in this state holds the lock of its relative (D5). */
export function isOpen(state: Pick<RequestState, 'status' | 'subState'>): boolean {
  return state.status === 'pending' && !isWithdrawn(state)
}

/** Whether a clerk has handed the case to the head of the bureau ("Amire ilet"). */
export function isWithHead({ subState }: Pick<RequestState, 'subState'>): boolean {
  return subState === 'withHead'
}

/** Whether the review has stopped until the applicant adds a document ("eksik iste"). */
export function isAwaitingApplicant({ subState }: Pick<RequestState, 'subState'>): boolean {
  return subState === 'awaitingApplicant'
}

/**
 * Whether the applicant took the request back before the bureau opened it. Nobody has decided it, so
 * its status stays the word of S43; the sub-state says the rest.
 */
export function isWithdrawn({ subState }: Pick<RequestState, 'subState'>): boolean {
  return subState === 'withdrawn'
}
