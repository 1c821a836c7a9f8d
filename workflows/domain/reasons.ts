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

/** The subject of a reason of the bureau's own says which requests it is for. */
export const OWN_SUBJECTS = [...REJECTION_SUBJECTS, 'other'] as const
export type OwnSubject = (typeof OWN_SUBJECTS)[number]

const BOTH = ['cardRequest', 'cancellationRequest'] as const
const RULE_OF_SUBJECT: Record<OwnSubject, RejectionReasonRule> = {
  photo: { subject: 'photo', types: ['cardRequest'] },
  receipt: { subject: 'receipt', types: ['cardRequest'] },
  identity: { subject: 'identity', types: BOTH },
  eligibility: { subject: 'eligibility', types: ['cardRequest'] },
  documents: { subject: 'documents', types: ['cancellationRequest'], needs: 'lossDocuments' },
  card: { subject: 'card', types: ['cancellationRequest'], needs: 'arrivedCard' },
  other: { subject: null, types: BOTH },
}

/** The reasons of the software. Ready sentences for the applicant are in the catalogues, by code. */
export const REJECTION_REASONS = {
  photoBackground: RULE_OF_SUBJECT.photo,
  photoFaceNotVisible: RULE_OF_SUBJECT.photo,
  photoNotRecent: RULE_OF_SUBJECT.photo,
  photoOtherPerson: RULE_OF_SUBJECT.photo,
  receiptUnreadable: RULE_OF_SUBJECT.receipt,
  receiptAmountWrong: RULE_OF_SUBJECT.receipt,
  receiptUsedBefore: RULE_OF_SUBJECT.receipt,
  identityMismatch: RULE_OF_SUBJECT.identity,
  notEligible: RULE_OF_SUBJECT.eligibility,
  lossFormIncomplete: RULE_OF_SUBJECT.documents,
  policeLetterMissing: RULE_OF_SUBJECT.documents,
  cardMismatch: RULE_OF_SUBJECT.card,
  otherReason: RULE_OF_SUBJECT.other,
} as const satisfies Record<string, RejectionReasonRule>
export type FixedReason = keyof typeof REJECTION_REASONS
/**
 * A reason that the head has added. Its texts are in the record; its code says all that a run and a
 * page must know.
 */
export type OwnReason = `own-${OwnSubject}-${string}`
export type RejectionReason = FixedReason | OwnReason

const OWN_REASON = new RegExp(`^own-(${OWN_SUBJECTS.join('|')})-[a-z0-9]{8}$`)

/** @param random eight letters or digits */
export function ownReasonCode(subject: OwnSubject, random: string): OwnReason {
  return `own-${subject}-${random}`
}

export function isOwnReason(code: string): code is OwnReason {
  return OWN_REASON.test(code)
}

export function ownSubjectOf(reason: OwnReason): OwnSubject {
  return OWN_REASON.exec(reason)![1] as OwnSubject
}

/** Whether this may be the code of a reason that a person chooses. */
export function isRejectionReason(value: unknown): value is RejectionReason {
  return (
    typeof value === 'string' && (Object.hasOwn(REJECTION_REASONS, value) || isOwnReason(value))
  )
}

export function ruleOfReason(reason: RejectionReason): RejectionReasonRule {
  return isOwnReason(reason) ? RULE_OF_SUBJECT[ownSubjectOf(reason)] : REJECTION_REASONS[reason]
}

/** The reasons of the software whose sentence the head may change: all that a person chooses. */
export const CHANGEABLE_REASONS = Object.keys(REJECTION_REASONS) as [FixedReason, ...FixedReason[]]

/** `otherReason` is always there, for what no other reason says. */
export function mayBeRetired(reason: RejectionReason): boolean {
  return reason !== 'otherReason'
}

/**
 * The reasons of the software that a clerk may choose for a request: those that can apply, in the
 * order of the screen.
 */
export function rejectionReasonsFor(request: RejectedCase): FixedReason[] {
  return CHANGEABLE_REASONS.filter((reason) => canApply(reason, request))
}

/** Whether a request can be rejected for a reason. */
export function canApply(reason: RejectionReason, request: RejectedCase): boolean {
  const { types, needs } = ruleOfReason(reason)
  return types.includes(request.type) && (needs === undefined || isPresent(request, needs))
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
