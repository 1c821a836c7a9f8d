/** Why a card is to be cancelled (S56, an open list) and why the bureau returns a request (S44, S50). */
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

/** The reasons that can be true of a card: one that never left the bureau cannot be lost or stolen (S56, D3). */
export function cancellationReasonsFor(card: ProductionSubState): CancellationReason[] {
  return CANCELLATION_REASONS.filter((reason) => !isLostOrStolen(reason) || hasLeftBureau(card))
}

/** `other` says nothing by itself, so the staff member says which reason it is (S56, S58). */
export function needsReasonDetail(reason: CancellationReason): boolean {
  return reason === 'other'
}

/** What a rejection can be about; the screen groups the reasons by it. */
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
  /** Null for what is about none of them; the screen shows it last. */
  subject: RejectionSubject | null
  /** The run judges by these alone. */
  types: readonly RequestType[]
  /** What else must be so, or else the reason cannot be true and is not offered. */
  needs?: 'lossDocuments' | 'arrivedCard'
}

/** What is known of a request that may be rejected. */
export interface RejectedCase {
  type: RequestType
  /** Of a cancellation. */
  reason: CancellationReason | null
  /** Set once the card has come with its letter. */
  cardReceived: object | null
}

/** Ready sentences stand in the catalogues under the same codes; the staff member reads them as they are. */
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

/** The reasons a clerk may choose for a request: those that can be true of it, in the order of the screen. */
export function rejectionReasonsFor(request: RejectedCase): RejectionReason[] {
  return (Object.keys(REJECTION_REASONS) as RejectionReason[]).filter((reason) => {
    const { types, needs }: RejectionReasonRule = REJECTION_REASONS[reason]
    return types.includes(request.type) && (needs === undefined || isPresent(request, needs))
  })
}

/** Without its documents none can be wrong, and without the card it cannot be another one. */
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

/** Written by the system when the stored documents no longer pass the check; never by a person (D9). */
export const AUTOMATIC_REJECTION = 'documentCheckFailed'
