/** Taking back a wrong record about a card, as the pages offer it. */
import { ACTION_OF_REVERSAL, mayDo } from '../../../workflows/domain/allowedActions'
import { reversibleUntil } from '../../../workflows/domain/judgement'
import { PRODUCTION_EVENTS } from '../../../workflows/domain/messages'
import type { ProductionEventKind } from '../../../workflows/domain/messages'
import type { Role } from '../../../workflows/domain/roles'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { reversalPath } from '../paths'

type Shown = Pick<
  RequestRecord,
  '_id' | 'type' | 'status' | 'subState' | 'cardId' | 'audit' | 'timing'
>

/** The event of a request's card that these roles can take back now; null if there is none. */
export function reversalOf(
  request: Shown,
  roles: readonly Role[],
  now: Date,
): { kind: ProductionEventKind; href: string } | null {
  const kind = PRODUCTION_EVENTS.find((event) =>
    mayDo(stateOf(request), roles, ACTION_OF_REVERSAL[event]),
  )
  if (kind === undefined || request.cardId === null) return null
  if (kind === 'delivered' && !isInTime(request, now)) return null
  return { kind, href: reversalPath(request._id) }
}

/** Production of a delivered card goes on for some days; that of earlier requests has ended. */
function isInTime({ audit, timing }: Shown, now: Date): boolean {
  const delivered = audit.findLast(({ action }) => action === 'delivered')
  const days = timing?.reversalDays
  if (delivered === undefined || days === undefined) return false
  return now.toISOString() < reversibleUntil(delivered.at.toISOString(), days)
}
