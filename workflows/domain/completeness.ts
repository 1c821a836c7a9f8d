/** What a request still lacks before it can be filed (S32, S35, S58, S66). */
import { requiredDocuments } from './documents'
import type { DocumentKind } from './documents'
import type { CancellationReason } from './reasons'

export type Prepared =
  | { type: 'cardRequest'; documents: readonly DocumentKind[]; responsibilityAccepted: boolean }
  | {
      type: 'cancellationRequest'
      documents: readonly DocumentKind[]
      reason: CancellationReason | null
    }

/** A part of a request that is missing: a document, the ticked responsibility, or the reason. */
export type MissingPart = DocumentKind | 'responsibility' | 'cancellationReason'

/** Every missing part at once, in the order of the screen; empty when the request can be filed. */
export function missingParts(prepared: Prepared): MissingPart[] {
  if (prepared.type === 'cancellationRequest') {
    if (prepared.reason === null) return ['cancellationReason']
    return lacking(
      requiredDocuments({ type: prepared.type, reason: prepared.reason }),
      prepared.documents,
    )
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
