/** The reasons of a rejection as pages show them (S44, S50). */
import {
  REJECTION_REASONS,
  REJECTION_SUBJECTS,
  rejectionReasonsFor,
} from '../../../workflows/domain/reasons'
import type {
  RejectedCase,
  RejectionReason,
  RejectionSubject,
} from '../../../workflows/domain/reasons'
import type { Translate } from '../../shared/web/texts/catalogue'

export interface ReasonGroup {
  /** Null for the last group, which needs no heading. */
  subject: RejectionSubject | null
  items: { value: RejectionReason; text: string }[]
}

/** The reasons a clerk can choose from, grouped by subject. */
export function reasonGroups(request: RejectedCase, t: Translate): ReasonGroup[] {
  const possible = rejectionReasonsFor(request)
  return [...REJECTION_SUBJECTS, null]
    .map((subject) => ({
      subject,
      items: possible
        .filter((reason) => REJECTION_REASONS[reason].subject === subject)
        .map((reason) => ({ value: reason, text: t(`rejectionReason.${reason}.label`) })),
    }))
    .filter(({ items }) => items.length > 0)
}

/** For example `Fotoğraf güncel değil, Dekont okunmuyor`; null without reasons. */
export function reasonLabels(reasons: readonly string[], t: Translate): string | null {
  return reasons.length === 0
    ? null
    : reasons.map((reason) => t(`rejectionReason.${reason}.label`)).join(', ')
}
