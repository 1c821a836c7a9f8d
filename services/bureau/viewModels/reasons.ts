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

/** For the reasons of the software in the order of the page, then for those of the bureau. */
const KEYS_OF_REASONS = '1234567890'

/**
 * The reasons a clerk can choose from, grouped by subject. Those of the bureau come before those of
 * the software, so that “other reason” stays the last. A reason that is added or retired moves no key
 * of another: clerks press them without looking.
 * @param hasKeys whether single keys choose them
 */
export function reasonGroups(
  request: RejectedCase,
  t: Translate,
  { hasKeys = false }: { hasKeys?: boolean } = {},
): ReasonGroup[] {
  const own = ownReasons().filter((reason) => canApply(reason, request))
  const software = rejectionReasonsFor(request)
  const bySubject = (reasons: readonly RejectionReason[]) =>
    SUBJECTS.flatMap((subject) => ofSubject(reasons, subject))
  const keyed = hasKeys ? [...bySubject(software), ...bySubject(own)] : []
  const keyOf = new Map(keyed.map((reason, index) => [reason, KEYS_OF_REASONS[index]]))
  const possible = [...own, ...software].filter((reason) => !isRetired(reason))
  return SUBJECTS.map((subject) => ({
    subject,
    items: ofSubject(possible, subject).map((reason) => {
      const key = keyOf.get(reason)
      return {
        ...reasonText(reason, t),
        ...(key === undefined ? {} : { attributes: { 'data-key': key } }),
      }
    }),
  })).filter(({ items }) => items.length > 0)
}

const SUBJECTS = [...REJECTION_SUBJECTS, null]

function ofSubject(
  reasons: readonly RejectionReason[],
  subject: RejectionSubject | null,
): RejectionReason[] {
  return reasons.filter((reason) => ruleOfReason(reason).subject === subject)
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
