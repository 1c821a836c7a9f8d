/** What a request that was returned leaves to the next one: only its faulty part is done again (S51, S52, S55). */
import { AUTOMATIC_REJECTION } from '../../../workflows/domain/reasons'
import type { DocumentKind } from '../../../workflows/domain/documents'
import type { RejectionReason } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { RequestRecord } from '../../shared/store/request'
import type { Carried } from './drafts'

/** The document a reason finds fault with; `none`, or `any` of them, since only the explanation says which. */
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
  // The check has named the documents itself.
  [AUTOMATIC_REJECTION]: 'none',
} as const satisfies Record<
  RejectionReason | typeof AUTOMATIC_REJECTION,
  DocumentKind | 'none' | 'any'
>

/**
 * The parts of a returned request that can stay as they are; null when there are none.
 * @param latest the relative's latest request
 * @param ownerId account id of who asks now; another's files are not theirs to send
 */
export function carriedParts(
  latest: RequestRecord | null,
  type: RequestType,
  ownerId: string,
): Carried | null {
  if (latest?.status !== 'rejected' || latest.type !== type || latest.applicantId !== ownerId)
    return null
  const { decision, reason } = latest
  const anyMayBeFaulted =
    decision?.reasons.some((rejectedFor) => FAULTED[rejectedFor] === 'any') === true
  const documents = anyMayBeFaulted
    ? []
    : latest.documents.filter(({ kind }) => faultsOf(latest, kind).length === 0)
  return documents.length === 0 && reason === null ? null : { documents, reason }
}

/** The reasons of a rejection that find fault with a document; none where it can stay, or where only the explanation says. */
export function faultsOf(
  { decision, documentFaults }: RequestRecord,
  kind: DocumentKind,
): (RejectionReason | typeof AUTOMATIC_REJECTION)[] {
  const byCheck = documentFaults.some((faulted) => faulted.kind === kind)
  return (decision?.reasons ?? []).filter((reason) =>
    reason === AUTOMATIC_REJECTION ? byCheck : FAULTED[reason] === kind,
  )
}
