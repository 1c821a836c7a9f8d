/** Taking back a wrong record, as the pages offer it. */
import { ACTION_OF_REVERSAL, mayDo } from '../../../workflows/domain/allowedActions'
import { ARRIVAL_REVERSAL_GROUNDS } from '../../../workflows/domain/arrivalReversal'
import { reversibleUntil } from '../../../workflows/domain/judgeProduction'
import { PRODUCTION_EVENTS, reversalGroundsOf } from '../../../workflows/domain/messages'
import type { ProductionEventKind } from '../../../workflows/domain/messages'
import type { Role } from '../../../workflows/domain/roles'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { arrivalReversalPath, reversalPath } from '../paths'

type Shown = Pick<
  RequestRecord,
  '_id' | 'type' | 'status' | 'subState' | 'cardId' | 'cardReceived' | 'audit' | 'timing'
>

/** What is recorded by hand and can be taken back. */
export type Reversible = ProductionEventKind | 'cardArrived'

interface ReversalOnPage {
  kind: Reversible
  href: string
  /** Identifies the record, as a field of the form. */
  seen: Record<string, string>
  grounds: readonly string[]
}

/** The record of a request that these roles can take back now; null if there is none. */
export function reversalOf(
  request: Shown,
  roles: readonly Role[],
  now: Date,
): ReversalOnPage | null {
  const { _id, cardReceived } = request
  const state = stateOf(request)
  if (cardReceived !== null && mayDo(state, roles, 'revertCardArrival'))
    return {
      kind: 'cardArrived',
      href: arrivalReversalPath(_id),
      seen: { receiptId: cardReceived.receiptId },
      grounds: ARRIVAL_REVERSAL_GROUNDS,
    }
  const kind = PRODUCTION_EVENTS.find((event) => mayDo(state, roles, ACTION_OF_REVERSAL[event]))
  if (kind === undefined || request.cardId === null) return null
  if (kind === 'delivered' && !isInTime(request, now)) return null
  return { kind, href: reversalPath(_id), seen: { kind }, grounds: reversalGroundsOf(kind) }
}

/** Production of a delivered card goes on for some days; that of earlier requests has ended. */
function isInTime({ audit, timing }: Shown, now: Date): boolean {
  const delivered = audit.findLast(({ action }) => action === 'delivered')
  const days = timing?.reversalDays
  if (delivered === undefined || days === undefined) return false
  return now.toISOString() < reversibleUntil(delivered.at.toISOString(), days)
}
