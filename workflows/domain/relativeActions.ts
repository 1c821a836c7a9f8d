/** What a staff member may do for a relative now; the family list, its pages and the submit all ask here (S22, S47–S57). */
import { allowedActions } from './allowedActions'
import type { Action } from './allowedActions'
import { ineligibilityOf } from './eligibility'
import type { FamilyMember, Ineligibility } from './eligibility'
import type { Day } from './istanbul'
import type { RequestState } from './requestState'

export interface Relative extends FamilyMember {
  /** State of the relative's latest request, whoever of the family filed it (D5); null when there was none. */
  latestRequest: RequestState | null
  /** Whether the relative holds a card that is not cancelled. */
  hasValidCard: boolean
}

export type RelativeAction = Extract<Action, 'requestCard' | 'requestCancellation' | 'follow'>

export interface RelativeActions {
  /** The row's button; null when nothing can be done. */
  action: RelativeAction | null
  /** Whether a request can be looked at beside that. */
  alsoFollow: boolean
  /** Why no card can be requested for this relative at all; shown whatever the action is (S19). */
  whyNot: Ineligibility | null
}

/**
 * What may be done for a relative on a day in Istanbul. The state of the latest request says what comes next; a card is
 * requested only for the eligible, and cancelled only where there is one, which also holds for a relative who has
 * become ineligible since.
 */
export function relativeActions(relative: Relative, today: Day): RelativeActions {
  const { latestRequest } = relative
  const whyNot = ineligibilityOf(relative, today)
  const next = latestRequest === null ? 'requestCard' : nextForStaff(latestRequest)
  const action = possible(next, relative.hasValidCard, whyNot === null)
  return { action, alsoFollow: latestRequest !== null && action !== 'follow', whyNot }
}

function nextForStaff(state: RequestState): Action {
  return allowedActions(state, 'staff')[0]!
}

/** A request that must be waited for is followed; otherwise the card decides, and who may have one. */
function possible(next: Action, hasValidCard: boolean, eligible: boolean): RelativeAction | null {
  if (next === 'follow') return 'follow'
  if (hasValidCard) return 'requestCancellation'
  return eligible ? 'requestCard' : null
}
