/** The stage of a request and what it allows, in words (S47–S55, S71–S73). */
import { allowedActions } from '../../../workflows/domain/allowedActions'
import { AUTOMATIC_REJECTION } from '../../../workflows/domain/reasons'
import { hasLeftBureau } from '../../../workflows/domain/requestState'
import type { RelativeAction } from '../../../workflows/domain/relativeActions'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { RelativeView } from '../operations/relatives'
import { cancellationPath, cardRequestPath, requestPath } from '../paths'

/** Whether the card is at the bureau: a cancellation holds it there, and none has to come (D3). */
export function isAtBureau(card: RelativeView['card']): boolean {
  return card !== null && !hasLeftBureau(card.subState)
}

/**
 * For example “Talebiniz Kimlik Bürosunda kontrol edilmeyi bekliyor. Yeni talep girilemez.”
 * @param card the relative's card, which the request is about
 * @param possible what can be done for the relative now
 */
export function stageText(
  request: RequestRecord,
  { card, possible }: { card: RelativeView['card']; possible: RelativeAction | null },
  t: Translate,
): string {
  const stage = t(stageKey(request, card))
  return [stage, allowsText(request, possible, t) ?? []].flat().join(' ')
}

/** A return by the system's own check is distinct from a clerk's rejection (D9). */
function stageKey(request: RequestRecord, card: RelativeView['card']): string {
  if (isReturnedBySystem(request)) return 'portal.stage.returnedBySystem'
  const { type, subState } = request
  const holdsCard = type === 'cancellationRequest' && isAtBureau(card)
  const hasOwnText = holdsCard && (subState === 'inReview' || subState === 'returned')
  return `portal.stage.${hasOwnText ? 'atBureau' : type}.${subState}`
}

/** Whether the document check returned a request, which is no decision of anybody (D9). */
export function isReturnedBySystem({ decision }: RequestRecord): boolean {
  return decision?.reasons.includes(AUTOMATIC_REJECTION) === true
}

/**
 * For example “Yeni talep girilemez.” (S47, S49, S51, S53–S55)
 * @param possible what can be done for the relative now; null for an older request or a relative
 *        who has become ineligible
 */
export function allowsText(
  request: RequestRecord,
  possible: RelativeAction | null,
  t: Translate,
): string | null {
  const [next] = allowedActions(stateOf(request), 'staff')
  return next === possible ? t(`portal.allows.${request.type}.${request.status}.${next}`) : null
}

/** The labels of the rejection reasons, in one line (S44). */
export function reasonsText(request: RequestRecord, t: Translate): string {
  return (request.decision?.reasons ?? [])
    .map((reason) => t(`rejectionReason.${reason}.label`))
    .join(', ')
}

/** An action for a relative, as a link. */
export interface ActionLink {
  action: RelativeAction
  href: string
  text: string
}

export function actionLink(
  action: RelativeAction | null,
  personId: string,
  latest: RequestRecord | null,
  t: Translate,
): ActionLink | null {
  if (action === null) return null
  const again = latest?.status === 'rejected' && action !== 'follow'
  const text = t(again ? `portal.returned.again.${action}` : `portal.family.action.${action}`)
  switch (action) {
    case 'requestCard':
      return { action, href: cardRequestPath(personId), text }
    case 'requestCancellation':
      return { action, href: cancellationPath(personId), text }
    case 'follow':
      return latest === null ? null : { action, href: requestPath(latest._id), text }
  }
}
