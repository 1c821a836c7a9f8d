/**
 * What the next request takes over from a rejected one, so that only the faulty part is done again
 * (S51, S52, S55), and from a withdrawn one.
 */
import { AUTOMATIC_REJECTION, isOwnReason, ownSubjectOf } from '../../../workflows/domain/reasons'
import type { DocumentKind } from '../../../workflows/domain/documents'
import type { FixedReason, OwnSubject, RejectionReason } from '../../../workflows/domain/reasons'
import { isWithdrawn } from '../../../workflows/domain/requestState'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { RequestRecord } from '../../shared/store/request'
import type { Carried } from './drafts'

/**
 * The document that a reason is about; `none`, or `any` if only the explanation says which.
 */
const FAULTED = {
  photoBackground: 'photo',
  photoFaceNotVisible: 'photo',
  photoNotRecent: 'photo',
  photoOtherPerson: 'photo',
  receiptUnreadable: 'receipt',
  receiptAmountWrong: 'receipt',
  receiptUsedBefore: 'receipt',
  identityMismatch: 'none',
  notEligible: 'none',
  lossFormIncomplete: 'lossForm',
  policeLetterMissing: 'policeLetter',
  cardMismatch: 'none',
  otherReason: 'any',
  // The document check names the documents itself.
  [AUTOMATIC_REJECTION]: 'none',
} as const satisfies Record<FixedReason | typeof AUTOMATIC_REJECTION, Faulted>

/** The same for reasons of the bureau's own, by their subject. */
const FAULTED_BY_OWN = {
  photo: 'photo',
  receipt: 'receipt',
  identity: 'none',
  eligibility: 'none',
  documents: 'any',
  card: 'none',
  other: 'any',
} as const satisfies Record<OwnSubject, Faulted>

type Faulted = DocumentKind | 'none' | 'any'

function faultedBy(reason: RejectionReason | typeof AUTOMATIC_REJECTION): Faulted {
  return isOwnReason(reason) ? FAULTED_BY_OWN[ownSubjectOf(reason)] : FAULTED[reason]
}

/**
 * The parts of a rejected or withdrawn request that can stay; null if there are none.
 * @param latest the relative's latest request
 * @param ownerId account id of the applicant, who may send only their own files
 */
export function carriedParts(
  latest: RequestRecord | null,
  type: RequestType,
  ownerId: string,
): Carried | null {
  if (latest === null || latest.type !== type || latest.applicantId !== ownerId) return null
  if (latest.status !== 'rejected' && !isWithdrawn(latest)) return null
  const { decision, reason } = latest
  const anyMayBeFaulted =
    decision?.reasons.some((rejectedFor) => faultedBy(rejectedFor) === 'any') === true
  const documents = anyMayBeFaulted
    ? []
    : latest.documents.filter(({ kind }) => faultsOf(latest, kind).length === 0)
  return documents.length === 0 && reason === null ? null : { documents, reason }
}

/**
 * The rejection reasons about a document; empty if it can stay or only the explanation says why.
 */
export function faultsOf(
  { decision, documentFaults }: RequestRecord,
  kind: DocumentKind,
): (RejectionReason | typeof AUTOMATIC_REJECTION)[] {
  const byCheck = documentFaults.some((faulted) => faulted.kind === kind)
  return (decision?.reasons ?? []).filter((reason) =>
    reason === AUTOMATIC_REJECTION ? byCheck : faultedBy(reason) === kind,
  )
}
