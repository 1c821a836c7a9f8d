/** States that many tests bring a request to: of a card request, unless the name says otherwise. */
import type { RequestState } from '../../workflows/domain/requestState'

export const IN_REVIEW = {
  type: 'cardRequest',
  status: 'pending',
  subState: 'inReview',
} as const satisfies RequestState

export const WITH_HEAD = { ...IN_REVIEW, subState: 'withHead' } as const satisfies RequestState

export const AWAITING_APPLICANT = {
  ...IN_REVIEW,
  subState: 'awaitingApplicant',
} as const satisfies RequestState

export const AWAITING_PRINT = {
  type: 'cardRequest',
  status: 'approved',
  subState: 'awaitingPrint',
} as const satisfies RequestState

export const DELIVERED = {
  ...AWAITING_PRINT,
  subState: 'delivered',
} as const satisfies RequestState

export const RETURNED = {
  type: 'cardRequest',
  status: 'rejected',
  subState: 'returned',
} as const satisfies RequestState

export const CANCELLATION_IN_REVIEW = {
  type: 'cancellationRequest',
  status: 'pending',
  subState: 'inReview',
} as const satisfies RequestState

export const AWAITING_CARD = {
  ...CANCELLATION_IN_REVIEW,
  subState: 'awaitingCard',
} as const satisfies RequestState
