/** Cards that are reported lost or stolen: valid until the bureau approves (S69), but marked at once. */
import { isLostOrStolen } from './reasons'
import type { CancellationReason } from './reasons'
import { isWithdrawn } from './requestState'
import type { RequestState } from './requestState'

interface Report extends Pick<RequestState, 'type' | 'status' | 'subState'> {
  reason: CancellationReason | null
}

/**
 * Whether a request reports its card as lost or stolen. A rejected one still does: what was wrong
 * are its documents, and the card is not back. An approved one has ended the card, and a withdrawn
 * one says nothing any more.
 */
export function reportsLoss({ type, status, subState, reason }: Report): boolean {
  return (
    type === 'cancellationRequest' &&
    reason !== null &&
    isLostOrStolen(reason) &&
    status !== 'approved' &&
    !isWithdrawn({ subState })
  )
}

/**
 * When a card was reported lost or stolen, by the latest request to cancel it; null if it is not.
 * @param requests of the card's holder, in any order
 */
export function lossReportedAt(
  cardId: string | null,
  requests: readonly (Report & { cardId: string | null; filedAt: Date })[],
): Date | null {
  const latest = requests
    .filter((request) => request.type === 'cancellationRequest' && request.cardId === cardId)
    .reduce<(typeof requests)[number] | null>(
      (newest, request) => (newest === null || request.filedAt > newest.filedAt ? request : newest),
      null,
    )
  return latest !== null && reportsLoss(latest) ? latest.filedAt : null
}
