/** The reasons of a rejection as pages show them (S44, S50). */
import {
  canApply,
  REJECTION_SUBJECTS,
  rejectionReasonsFor,
  ruleOfReason,
} from '../../../workflows/domain/reasons'
import type {
  RejectedCase,
  RejectionReason,
  RejectionSubject,
} from '../../../workflows/domain/reasons'
import { isRetired, ownReasons } from '../../shared/web/texts/reasonSentences'
import type { Translate } from '../../shared/web/texts/catalogue'

export interface ReasonGroup {
  /** Null for the last group, which needs no heading. */
  subject: RejectionSubject | null
  items: {
    value: RejectionReason
    text: string
    /** What the staff member reads for it (S50). */
    sentence: string
    /** With the key that chooses it. */
    attributes?: Record<string, string>
  }[]
}

/** In the order of the page. */
const KEYS_OF_REASONS = '1234567890'

/**
 * The reasons a clerk can choose from, grouped by subject. Those of the bureau come before those of
 * the software, so that “other reason” stays the last.
 * @param hasKeys whether single keys choose them
 */
export function reasonGroups(
  request: RejectedCase,
  t: Translate,
  { hasKeys = false }: { hasKeys?: boolean } = {},
): ReasonGroup[] {
  const own = ownReasons().filter((reason) => canApply(reason, request))
  const possible = [...own, ...rejectionReasonsFor(request)].filter((reason) => !isRetired(reason))
  const groups: ReasonGroup[] = [...REJECTION_SUBJECTS, null]
    .map((subject) => ({
      subject,
      items: possible
        .filter((reason) => ruleOfReason(reason).subject === subject)
        .map((reason) => reasonText(reason, t)),
    }))
    .filter(({ items }) => items.length > 0)
  const items = groups.flatMap((group) => group.items)
  for (const [index, key] of [...KEYS_OF_REASONS].entries()) {
    if (hasKeys && items[index] !== undefined) items[index].attributes = { 'data-key': key }
  }
  return groups
}

/** What the staff member reads for a reason (S44, S50). */
export function reasonText(reason: RejectionReason, t: Translate): ReasonGroup['items'][number] {
  return {
    value: reason,
    text: t(`rejectionReason.${reason}.label`),
    sentence: t(`rejectionReason.${reason}.sentence`),
  }
}

/** For example `Fotoğraf güncel değil, Dekont okunmuyor`; null without reasons. */
export function reasonLabels(reasons: readonly string[], t: Translate): string | null {
  return reasons.length === 0
    ? null
    : reasons.map((reason) => t(`rejectionReason.${reason}.label`)).join(', ')
}
