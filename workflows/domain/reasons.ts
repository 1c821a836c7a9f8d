/**
 * Why a card is to be cancelled (S56, an open list) and why the bureau returns a request (S44,
 * S50).
 */
import { hasLeftBureau } from './requestState'
import type { ProductionSubState, RequestType } from './requestState'

export const CANCELLATION_REASONS = [
  'lostOrStolen',
  'photoChange',
  'identityDataChange',
  'damaged',
  'divorce',
  'death',
  'staffLeft',
  'other',
] as const
export type CancellationReason = (typeof CANCELLATION_REASONS)[number]

/** Lost or stolen: two documents are required (S59, S66) and no physical card is awaited (S68). */
export function isLostOrStolen(reason: CancellationReason): boolean {
  return reason === 'lostOrStolen'
}

/**
 * The reasons that can apply to a card: one that never left the bureau cannot be lost or stolen
 * (S56, D3).
 */
export function cancellationReasonsFor(card: ProductionSubState): CancellationReason[] {
  return CANCELLATION_REASONS.filter((reason) => !isLostOrStolen(reason) || hasLeftBureau(card))
}

/** `other` needs a text from the applicant that says which reason it is (S56, S58). */
export function needsReasonDetail(reason: CancellationReason): boolean {
  return reason === 'other'
}

/** The subjects of rejections; the screen groups the reasons by them. */
export const REJECTION_SUBJECTS = [
  'photo',
  'receipt',
  'identity',
  'eligibility',
  'documents',
  'card',
] as const
export type RejectionSubject = (typeof REJECTION_SUBJECTS)[number]

interface RejectionReasonRule {
  /** Null for a reason without a subject; the screen shows it last. */
  subject: RejectionSubject | null
  /** The only field that the run uses. */
  types: readonly RequestType[]
  /** What the request must have for the reason to be offered. */
  needs?: 'lossDocuments' | 'arrivedCard'
}

/** What is known of a request that may be rejected. */
export interface RejectedCase {
  type: RequestType
  /** Of a cancellation. */
  reason: CancellationReason | null
  /** Set when the card has arrived with its letter. */
  cardReceived: object | null
}

/** Ready sentences for the applicant are in the catalogues, keyed by the same codes. */
export const REJECTION_REASONS = {
  photoBackground: { subject: 'photo', types: ['cardRequest'] },
  photoFaceNotVisible: { subject: 'photo', types: ['cardRequest'] },
  photoNotRecent: { subject: 'photo', types: ['cardRequest'] },
  photoOtherPerson: { subject: 'photo', types: ['cardRequest'] },
  receiptUnreadable: { subject: 'receipt', types: ['cardRequest'] },
  receiptAmountWrong: { subject: 'receipt', types: ['cardRequest'] },
  receiptUsedBefore: { subject: 'receipt', types: ['cardRequest'] },
  identityMismatch: { subject: 'identity', types: ['cardRequest', 'cancellationRequest'] },
  notEligible: { subject: 'eligibility', types: ['cardRequest'] },
  lossFormIncomplete: {
    subject: 'documents',
    types: ['cancellationRequest'],
    needs: 'lossDocuments',
  },
  policeLetterMissing: {
    subject: 'documents',
    types: ['cancellationRequest'],
    needs: 'lossDocuments',
  },
  cardMismatch: { subject: 'card', types: ['cancellationRequest'], needs: 'arrivedCard' },
  otherReason: { subject: null, types: ['cardRequest', 'cancellationRequest'] },
} as const satisfies Record<string, RejectionReasonRule>
export type RejectionReason = keyof typeof REJECTION_REASONS

/** The reasons whose sentence the head may change: all that a person chooses. */
export const CHANGEABLE_REASONS = Object.keys(REJECTION_REASONS) as [
  RejectionReason,
  ...RejectionReason[],
]

/** `otherReason` is always there, for what no other reason says. */
export function mayBeRetired(reason: RejectionReason): boolean {
  return reason !== 'otherReason'
}

/**
 * The reasons that a clerk may choose for a request: those that can apply, in the order of the
 * screen.
 */
export function rejectionReasonsFor(request: RejectedCase): RejectionReason[] {
  return (Object.keys(REJECTION_REASONS) as RejectionReason[]).filter((reason) => {
    const { types, needs }: RejectionReasonRule = REJECTION_REASONS[reason]
    return types.includes(request.type) && (needs === undefined || isPresent(request, needs))
  })
}

/** Missing documents cannot be wrong, and without an arrived card it cannot be the wrong one. */
function isPresent(
  { reason, cardReceived }: RejectedCase,
  what: NonNullable<RejectionReasonRule['needs']>,
): boolean {
  return what === 'lossDocuments'
    ? reason !== null && isLostOrStolen(reason)
    : cardReceived !== null
}

/** `otherReason` says nothing by itself, so it needs an explanation (S45, S50). */
export function needsExplanation(reasons: readonly RejectionReason[]): boolean {
  return reasons.includes('otherReason')
}

/**
 * Written by the system when the stored documents no longer pass the check; never by a person (D9).
 */
export const AUTOMATIC_REJECTION = 'documentCheckFailed'
