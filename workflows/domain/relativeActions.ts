/**
 * What an applicant may do for a relative now; used by the family list, its pages and the submit
 * (S22, S47–S57).
 */
import { allowedActions } from './allowedActions'
import type { Action } from './allowedActions'
import { ineligibilityOf } from './eligibility'
import type { FamilyMember, Ineligibility } from './eligibility'
import type { Day } from './istanbul'
import type { RequestState } from './requestState'

export interface Relative extends FamilyMember {
  /**
   * State of the relative's latest request, whichever parent filed it (D5); null if there is none.
   */
  latestRequest: RequestState | null
  /** Whether the relative has a card that is not cancelled. */
  hasValidCard: boolean
}

export type RelativeAction = Extract<Action, 'requestCard' | 'requestCancellation' | 'follow'>

export interface RelativeActions {
  /** The button of the row; null if nothing can be done. */
  action: RelativeAction | null
  /** Whether a request can be viewed in addition to that. */
  alsoFollow: boolean
  /** Why no card can be requested for this relative; shown next to any action (S19). */
  whyNot: Ineligibility | null
}

/**
 * What may be done for a relative on a day in Istanbul. The state of the latest request determines
 * what comes next. Cards are requested only for eligible relatives and cancelled only if they
 * exist, even for a relative who is no longer eligible. Nothing may be done while the state of the
 * latest request is impossible, since nobody knows what it was.
 */
export function relativeActions(relative: Relative, today: Day): RelativeActions {
  const { latestRequest } = relative
  const whyNot = ineligibilityOf(relative, today)
  const next = latestRequest === null ? 'requestCard' : allowedActions(latestRequest, 'staff')[0]
  if (next === undefined) return { action: null, alsoFollow: false, whyNot }
  const action = possible(next, relative.hasValidCard, whyNot === null)
  return { action, alsoFollow: latestRequest !== null && action !== 'follow', whyNot }
}

/** A pending request is followed; otherwise the card and the eligibility decide. */
function possible(next: Action, hasValidCard: boolean, eligible: boolean): RelativeAction | null {
  if (next === 'follow') return 'follow'
  if (hasValidCard) return 'requestCancellation'
  return eligible ? 'requestCard' : null
}
