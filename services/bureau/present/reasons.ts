/** The reasons of a rejection as pages show them (S44, S50). */
import { REJECTION_REASONS, REJECTION_SUBJECTS, rejectionReasonsFor } from '../../../workflows/domain/reasons'
import type { RejectionReason, RejectionSubject } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { Translate } from '../../shared/web/catalogue'

export interface ReasonGroup {
  subject: RejectionSubject
  items: { value: RejectionReason; text: string }[]
}

/** The reasons a clerk can choose from, by what they are about. */
export function reasonGroups(type: RequestType, t: Translate): ReasonGroup[] {
  const possible = rejectionReasonsFor(type)
  return REJECTION_SUBJECTS.map((subject) => ({
    subject,
    items: possible
      .filter((reason) => REJECTION_REASONS[reason].subject === subject)
      .map((reason) => ({ value: reason, text: t(`rejectionReason.${reason}.label`) })),
  })).filter(({ items }) => items.length > 0)
}

/** Such as `Fotoğraf güncel değil, Dekont okunmuyor`; null when there is none. */
export function reasonLabels(reasons: readonly string[], t: Translate): string | null {
  return reasons.length === 0 ? null : reasons.map((reason) => t(`rejectionReason.${reason}.label`)).join(', ')
}
