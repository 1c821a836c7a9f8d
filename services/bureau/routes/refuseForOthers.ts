import { isForOthers } from '../../../workflows/domain/allowedActions'
import type { Action } from '../../../workflows/domain/allowedActions'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { Forbidden } from '../../shared/web'
import type { SignedInAccount } from '../../shared/web'

/**
 * Refuses an action that the state allows, but not for this person's roles; a run checks the state
 * only. An action that nobody may take now passes, since the run refuses it with its reason (D7).
 * @throws Forbidden
 */
export function refuseForOthers(
  request: Pick<RequestRecord, 'type' | 'status' | 'subState'>,
  { roles }: Pick<SignedInAccount, 'roles'>,
  action: Action,
): void {
  if (isForOthers(stateOf(request), roles, action)) throw new Forbidden(action)
}
