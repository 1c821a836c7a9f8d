/** "Geri çek": the applicant takes back a request that nobody at the bureau has opened. */
import type { Refused } from '../../../workflows/contract'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { isAwaitingApplicant } from '../../../workflows/domain/requestState'
import { lockOf } from '../../shared/acts/lockOf'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { waitForRow } from '../../shared/store/waitForRow'
import { RunLost } from '../../shared/temporal/runLost'
import type { Deps } from '../deps'

/** What the applicant sent. `withdrawalId` is created with the page. */
export interface WithdrawalForm {
  requestId: string
  withdrawalId: string
}

const VISIBLE_WITHIN_MS = 5_000

/**
 * Whether the record shows nothing that forbids the withdrawal; the run has the last word.
 * @param accountId account id of the staff member who looks
 */
export function mayWithdraw(request: RequestRecord, accountId: string): boolean {
  return (
    request.applicantId === accountId &&
    mayDo(stateOf(request), ['staff'], 'withdraw') &&
    (isAwaitingApplicant(request) || (!request.opened && !request.cardReceived))
  )
}

/**
 * Withdraws a request; its relative is then free for a new one (D5).
 * @param applicantId account id of the staff member
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when the run has ended before its request
 */
export async function withdrawRequest(
  { store, runs }: Pick<Deps, 'store' | 'runs'>,
  applicantId: string,
  { requestId, withdrawalId }: WithdrawalForm,
): Promise<{ kind: 'taken' } | Refused> {
  const answer = await runs.withdraw(await lockOf(store, requestId), {
    withdrawalId,
    requestId,
    by: applicantId,
    at: new Date().toISOString(),
  })
  if (answer.kind === 'refused') return answer
  if (answer.kind === 'closed') return fromRecord(store, { requestId, withdrawalId })
  await waitForRow(
    () => store.requests.findOne({ _id: requestId, open: false }, { _id: 1 }).lean(),
    VISIBLE_WITHIN_MS,
  )
  return answer
}

/** The run has ended, so the record has the answer. It may be this form's own, sent again. */
async function fromRecord(
  store: Deps['store'],
  { requestId, withdrawalId }: WithdrawalForm,
): Promise<{ kind: 'taken' } | Refused> {
  const { open, withdrawn, number } = await store.requests
    .findById(requestId, { open: 1, withdrawn: 1, number: 1 })
    .orFail()
    .lean()
  if (open) throw new RunLost(number)
  if (withdrawn?.withdrawalId === withdrawalId) return { kind: 'taken' }
  return { kind: 'refused', cause: withdrawn ? 'withdrawn' : 'alreadyDecided', earlier: null }
}
