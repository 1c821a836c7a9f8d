/** Accepts or refuses that the arrival of a card was recorded by mistake, with the cause. */
import { isPossible } from './allowedActions'
import { readArrivalReversal } from './arrivalReversal'
import type { ArrivalReversal } from './arrivalReversal'
import { endOf, isAfter, malformed, verdictOn } from './judgement'
import type { Verdict } from './judgement'
import type { RefusalCause } from './messages'
import type { RequestState } from './requestState'

/**
 * Judges that an arrival was recorded by mistake: until the cancellation is decided, and only the
 * record that the clerk has seen.
 * @param facts.receiptId the arrival that the run has; null if there is none
 */
export function judgeArrivalReversal(
  facts: { requestId: string; state: RequestState; since: string; receiptId: string | null },
  raw: unknown,
  now: string,
): Verdict<ArrivalReversal> {
  const reversal = readArrivalReversal(raw)
  if (reversal === null) return malformed('arrivalReverted', raw, 'reversalId', now)
  const cause = ((): RefusalCause | null => {
    if (reversal.requestId !== facts.requestId) return 'otherRequest'
    const over = endOf(facts.state)
    if (over !== null) return over
    if (reversal.receiptId !== facts.receiptId) return 'notMarked'
    if (!isPossible(facts.state, 'revertCardArrival')) return 'tooEarly'
    return isAfter(facts.since, reversal.at) ? null : 'notMarked'
  })()
  return verdictOn('arrivalReverted', reversal, reversal.reversalId, cause)
}
