/** Where a request stands and what that allows, in words (S47–S55, S71–S73). */
import { allowedActions } from '../../../workflows/domain/allowedActions'
import type { RelativeAction } from '../../../workflows/domain/relativeActions'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/catalogue'
import { cancellationPath, cardRequestPath, requestPath } from '../paths'

/**
 * Such as “Talebiniz Kimlik Bürosunda kontrol edilmeyi bekliyor. Yeni talep girilemez.”
 * @param possible what can be done for the relative now: an older request, or a relative who has become ineligible, allows
 *        nothing that the state alone would
 */
export function stageText(request: RequestRecord, possible: RelativeAction | null, t: Translate): string {
  const stage = t(`portal.stage.${request.type}.${request.subState}`)
  const [next] = allowedActions(stateOf(request), 'staff')
  return next === possible ? `${stage} ${t(`portal.allows.${request.type}.${request.status}.${next}`)}` : stage
}

/** The labels of the reasons of a rejection, in one line (S44). */
export function reasonsText(request: RequestRecord, t: Translate): string {
  return (request.decision?.reasons ?? []).map((reason) => t(`rejectionReason.${reason}.label`)).join(', ')
}

/** Something to do for a relative, as a link. */
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
  const text = t(`portal.family.action.${action}`)
  switch (action) {
    case 'requestCard':
      return { action, href: cardRequestPath(personId), text }
    case 'requestCancellation':
      return { action, href: cancellationPath(personId), text }
    case 'follow':
      return latest === null ? null : { action, href: requestPath(latest._id), text }
  }
}
