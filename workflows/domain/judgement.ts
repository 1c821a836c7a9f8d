/**
 * Accepts or refuses the messages about a request, with the cause (D6, D7, D8). Pure: takes the facts of a
 * run and a message, returns a verdict. A refused message is never an error of the run; it is
 * recorded with its cause.
 */
import {
  readBureauDecision,
  readPhysicalCardReceived,
  readReviewOpened,
  readWithdrawal,
} from './messages'
import type {
  BureauDecision,
  PhysicalCardReceived,
  Refusal,
  RefusalCause,
  ReviewOpened,
  Withdrawal,
} from './messages'
import { isPossible, mayDo } from './allowedActions'
import { letterDateFault } from './letterDate'
import type { LetterDays } from './letterDate'
import { precedes } from './proof'
import { isId } from './readMessage'
import { ruleOfReason } from './reasons'
import { isAwaitingApplicant, isWithdrawn } from './requestState'
import type { RequestState, RequestType } from './requestState'

/** The accepted message, or the refusal to record. */
export type Verdict<Message> = { taken: Message } | { refused: Refusal }

interface RequestFacts {
  requestId: string
  state: RequestState
  /** When the state was reached; missing in runs from before claims. */
  since?: string | undefined
  applicantId: string
  relatedStaffIds: readonly string[]
}

/**
 * Judges a decision. The first valid one wins; others are too early, late, about the clerk's own
 * family, or about a case that the head has.
 * @param raw the message as it arrived, of any shape
 * @param now ISO instant, used when a malformed message has no time of its own
 */
export function judgeDecision(
  facts: RequestFacts,
  raw: unknown,
  now: string,
): Verdict<BureauDecision> {
  const decision = readBureauDecision(raw)
  if (decision === null) return malformed('bureauDecision', raw, 'decisionId', now)
  const cause = ((): RefusalCause | null => {
    if (decision.requestId !== facts.requestId) return 'otherRequest'
    const over = endOf(facts.state)
    if (over !== null) return over
    if (isAwaitingApplicant(facts.state)) return 'awaitingApplicant'
    if (!isPossible(facts.state, 'decide')) return 'tooEarly'
    if (!mayDo(facts.state, [decision.asHead ? 'head' : 'clerk'], 'decide')) return 'withHead'
    const own = ownFamilyOf(decision.by, facts)
    if (own !== null) return own
    if (!reasonsFit(decision, facts.state.type)) return 'reasonNotForType'
    return isAfter(facts.since, decision.at) ? null : 'tooEarly'
  })()
  return verdictOn('bureauDecision', decision, decision.decisionId, cause)
}

/**
 * Why this clerk may not decide although a colleague may: it is their own request or their
 * relative's (D8).
 */
export function ownFamilyOf(
  clerkId: string,
  { applicantId, relatedStaffIds }: Pick<RequestFacts, 'applicantId' | 'relatedStaffIds'>,
): 'ownRequest' | 'ownRelative' | null {
  if (clerkId === applicantId) return 'ownRequest'
  return relatedStaffIds.includes(clerkId) ? 'ownRelative' : null
}

/**
 * Judges the arrival of a physical card (D6): awaited, already recorded, or never expected.
 * @param facts.letters the days that its letter may have; missing in runs from before this rule
 */
export function judgeArrival(
  facts: Pick<RequestFacts, 'requestId' | 'state' | 'since'> & {
    arrived: boolean
    letters?: LetterDays | undefined
  },
  raw: unknown,
  now: string,
): Verdict<PhysicalCardReceived> {
  const arrival = readPhysicalCardReceived(raw)
  if (arrival === null) return malformed('physicalCardReceived', raw, 'receiptId', now)
  const cause = ((): RefusalCause | null => {
    if (arrival.requestId !== facts.requestId) return 'otherRequest'
    if (isWithdrawn(facts.state)) return 'withdrawn'
    if (facts.arrived) return 'alreadyReceived'
    if (!isPossible(facts.state, 'recordCardArrival')) return 'notAwaited'
    if (facts.letters && letterDateFault(arrival.letterDate, facts.letters)) return 'letterDate'
    return isAfter(facts.since, arrival.at) ? null : 'notAwaited'
  })()
  return verdictOn('physicalCardReceived', arrival, arrival.receiptId, cause)
}

/**
 * Judges the opening of a review. Every clerk may open a request; the first opening ends the
 * applicant's time to withdraw it.
 */
export function judgeOpening(
  facts: Pick<RequestFacts, 'requestId' | 'state' | 'since'>,
  raw: unknown,
  now: string,
): Verdict<ReviewOpened> {
  const opening = readReviewOpened(raw)
  if (opening === null) return malformed('reviewOpened', raw, 'openingId', now)
  const cause = ((): RefusalCause | null => {
    if (opening.requestId !== facts.requestId) return 'otherRequest'
    const isReady = isPossible(facts.state, 'decide') && isAfter(facts.since, opening.at)
    return endOf(facts.state) ?? (isReady ? null : 'tooEarly')
  })()
  return verdictOn('reviewOpened', opening, opening.openingId, cause)
}

/**
 * Judges a withdrawal: only the applicant's, and only while nobody at the bureau has begun or the
 * bureau waits for the applicant.
 * @param facts.opened whether a clerk has opened the request or recorded the arrival of its card
 */
export function judgeWithdrawal(
  facts: Pick<RequestFacts, 'requestId' | 'state' | 'applicantId'> & { opened: boolean },
  raw: unknown,
  now: string,
): Verdict<Withdrawal> {
  const withdrawal = readWithdrawal(raw)
  if (withdrawal === null) return malformed('withdrawal', raw, 'withdrawalId', now)
  const cause = ((): RefusalCause | null => {
    if (withdrawal.requestId !== facts.requestId) return 'otherRequest'
    if (withdrawal.by !== facts.applicantId) return 'notApplicant'
    const over = endOf(facts.state)
    if (over !== null) return over
    // A request that waits for the applicant is in their hands, although it was opened before.
    if (facts.opened && !isAwaitingApplicant(facts.state)) return 'opened'
    return isPossible(facts.state, 'withdraw') ? null : 'tooEarly'
  })()
  return verdictOn('withdrawal', withdrawal, withdrawal.withdrawalId, cause)
}

/** How a request ended, as the cause of a refusal; null while it is open. */
export function endOf(state: RequestState): 'alreadyDecided' | 'withdrawn' | null {
  if (state.status !== 'pending') return 'alreadyDecided'
  return isWithdrawn(state) ? 'withdrawn' : null
}

/** Whether a message was made in the state that it is about; true if that is not known. */
export function isAfter(since: string | undefined, at: string): boolean {
  return since === undefined || !precedes(at, since)
}

function reasonsFit(decision: BureauDecision, type: RequestType): boolean {
  return decision.reasons.every((reason) => ruleOfReason(reason).types.includes(type))
}

/**
 * The verdict on a well-formed message.
 * @param sent the message as it was read
 * @param id its own, under which a refusal is recorded
 * @param cause why it is refused; null if it is accepted
 */
export function verdictOn<Message extends { by: string; at: string }>(
  message: Refusal['message'],
  sent: Message,
  id: string,
  cause: RefusalCause | null,
): Verdict<Message> {
  if (cause === null) return { taken: sent }
  const { by, at } = sent
  return { refused: { messageId: id, message, cause, by, at } }
}

/** Keeps only a well-formed id of a malformed message; nothing else of it may reach the record. */
export function malformed(
  message: Refusal['message'],
  raw: unknown,
  idField: string,
  now: string,
): { refused: Refusal } {
  const field = (name: string): string | null => {
    const value: unknown =
      typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : null
    return typeof value === 'string' && isId(value) && !/^\d{11}$/.test(value) ? value : null
  }
  return {
    refused: { messageId: field(idField), message, cause: 'malformed', by: field('by'), at: now },
  }
}
