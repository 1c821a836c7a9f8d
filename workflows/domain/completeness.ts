/** What a request still lacks before it can be filed (S32, S35, S58, S66). */
import { requiredDocuments } from './documents'
import type { DocumentKind } from './documents'
import { cancellationReasonsFor, needsReasonDetail } from './reasons'
import type { CancellationReason } from './reasons'
import type { ProductionSubState } from './requestState'

export type Prepared =
  | { type: 'cardRequest'; documents: readonly DocumentKind[]; responsibilityAccepted: boolean }
  | {
      type: 'cancellationRequest'
      documents: readonly DocumentKind[]
      reason: CancellationReason | null
      /** The reason in the applicant's own words. */
      reasonDetail: string | null
      /** The production state of the card to be cancelled. */
      card: ProductionSubState
    }

/**
 * A missing part of a request: a document, the tick for the responsibility, the reason, or its
 * text.
 */
export type MissingPart = DocumentKind | 'responsibility' | 'cancellationReason' | 'reasonDetail'

/** All missing parts, in the order of the screen; empty when the request can be filed. */
export function missingParts(prepared: Prepared): MissingPart[] {
  if (prepared.type === 'cancellationRequest') {
    const { type, reason, card } = prepared
    if (reason === null || !cancellationReasonsFor(card).includes(reason))
      return ['cancellationReason']
    const missing: MissingPart[] = lacking(requiredDocuments({ type, reason }), prepared.documents)
    if (needsReasonDetail(reason) && !prepared.reasonDetail) missing.push('reasonDetail')
    return missing
  }
  const missing: MissingPart[] = lacking(requiredDocuments(prepared), prepared.documents)
  if (!prepared.responsibilityAccepted) missing.push('responsibility')
  return missing
}

function lacking(
  required: readonly DocumentKind[],
  present: readonly DocumentKind[],
): DocumentKind[] {
  return required.filter((kind) => !present.includes(kind))
}
