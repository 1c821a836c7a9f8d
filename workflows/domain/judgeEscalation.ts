/** Accepts or refuses that a case is handed to the head, and that it is given back, with the cause. */
import { isPossible } from './allowedActions'
import { readEscalation, readEscalationReturn } from './escalation'
import type { Escalation, EscalationReturn } from './escalation'
import { endOf, isAfter, malformed, ownFamilyOf, verdictOn } from './judgement'
import type { Verdict } from './judgement'
import type { RefusalCause } from './messages'
import { isAwaitingApplicant, isWithHead } from './requestState'
import type { RequestState } from './requestState'

interface EscalationFacts {
  requestId: string
  state: RequestState
  /** When the review began, or the case last went to the head or back. */
  since?: string | undefined
}

/** Judges an escalation: only in review, once, and never by the applicant's own family (D8). */
export function judgeEscalation(
  facts: EscalationFacts & { applicantId: string; relatedStaffIds: readonly string[] },
  raw: unknown,
  now: string,
): Verdict<Escalation> {
  const escalation = readEscalation(raw)
  if (escalation === null) return malformed('escalated', raw, 'escalationId', now)
  const { escalationId: messageId, requestId, by, at } = escalation
  const cause = ((): RefusalCause | null => {
    if (requestId !== facts.requestId) return 'otherRequest'
    const over = endOf(facts.state)
    if (over !== null) return over
    if (isAwaitingApplicant(facts.state)) return 'awaitingApplicant'
    if (isWithHead(facts.state)) return 'withHead'
    if (!isPossible(facts.state, 'escalate')) return 'tooEarly'
    return ownFamilyOf(by, facts) ?? (isAfter(facts.since, at) ? null : 'tooEarly')
  })()
  return verdictOn('escalated', escalation, messageId, cause)
}

/**
 * Judges the return of a case: only while the head has it. A head of the applicant's own family may
 * give it back too: it decides nothing, and they may not decide it (D8).
 */
export function judgeEscalationReturn(
  facts: EscalationFacts,
  raw: unknown,
  now: string,
): Verdict<EscalationReturn> {
  const returned = readEscalationReturn(raw)
  if (returned === null) return malformed('escalationReturned', raw, 'returnId', now)
  const { returnId: messageId, requestId, at } = returned
  const cause = ((): RefusalCause | null => {
    if (requestId !== facts.requestId) return 'otherRequest'
    const over = endOf(facts.state)
    if (over !== null) return over
    const isWithThem = isPossible(facts.state, 'giveBack') && isAfter(facts.since, at)
    return isWithThem ? null : 'notWithHead'
  })()
  return verdictOn('escalationReturned', returned, messageId, cause)
}
