/** The cancellation reason as pages show it (S46). */
import type { CancellationReason } from '../../../../../workflows/domain/reasons'
import type { Translate } from '../catalogue'

/**
 * The two parts of the kit's macro `withOwnWords`.
 * @param ownWords which reason "Diğer" is, in the staff member's words; null for all other reasons
 */
export function cancellationReasonTexts(
  reason: CancellationReason,
  ownWords: string | null,
  t: Translate,
): { text: string; ownWords: string | null } {
  return { text: t(`cancellationReason.${reason}`), ownWords }
}
