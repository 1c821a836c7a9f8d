/** The cancellation reason as pages show it (S46). */
import type { CancellationReason } from '../../../../../workflows/domain/reasons'
import type { Translate } from '../catalogue'

/** For example `Boşanma`, or `Diğer: Görev yeri değişti` with the staff member's own words. */
export function cancellationReasonText(
  reason: CancellationReason,
  detail: string | null,
  t: Translate,
): string {
  const label = t(`cancellationReason.${reason}`)
  return detail === null ? label : `${label}: ${detail}`
}
