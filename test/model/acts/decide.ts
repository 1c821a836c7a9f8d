/** A clerk decides (S43, S50, D6, D7, D8). */
import type { BureauDecision, Proven } from '../../../workflows/contract'
import type { RejectionReason } from '../../../workflows/domain/reasons'
import type { Outcome } from '../../../workflows/domain/requestState'
import { approval } from '../../support/messages'
import { answerOf } from '../act'
import type { Act, Answer, Expected } from '../act'
import { approved, turnedDown } from '../happenings'
import { canNow, requestOf } from '../life'
import type { Life, RequestLife } from '../life'
import type { RealLife } from '../realLife'
import {
  askerOf,
  causeAgainst,
  hasTarget,
  lateAnswer,
  refusal,
  strayAnswer,
  targetOf,
} from './target'
import type { Target } from './target'

export interface DecideOptions {
  outcome: Outcome
  /** Account id of the clerk; of a parent, who must not decide (D8). */
  by: string
  /** Of a rejection. */
  reason: RejectionReason
  target: Target
  /** Also when nobody may decide. */
  always: boolean
}

const FIT_BOTH: readonly RejectionReason[] = ['identityMismatch', 'otherReason']

export class Decide implements Act<Proven<BureauDecision>> {
  constructor(private readonly options: DecideOptions) {}

  isPossible(life: Life): boolean {
    const { target, always } = this.options
    return target === 'latest' && !always ? canNow(life, 'decide') : hasTarget(life, target)
  }

  make(life: Life, real: RealLife): Proven<BureauDecision> {
    const { outcome, by, reason, target } = this.options
    const reasons = outcome === 'rejected' ? [reason] : []
    return approval(targetOf(life, target).requestId, { outcome, reasons, by, at: real.at() })
  }

  async perform(decision: Proven<BureauDecision>, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.decide(real.personKey, decision))
  }

  expected(decision: Proven<BureauDecision>, life: Life): Expected {
    const { decisionId: id, requestId, by, outcome } = decision
    const stray = strayAnswer(life, requestId, id)
    if (stray !== null) return stray
    const request = requestOf(life, requestId)
    const late = lateAnswer(request, id)
    if (late !== null) return late
    const isFitting = decision.reasons.every((reason) => isFit(reason, request))
    const cause =
      causeAgainst('decide', by, request, life) ?? (isFitting ? null : 'reasonNotForType')
    if (cause !== null) {
      const [[answer, refuse]] = Object.entries(
        refusal(requestId, id, cause, askerOf(request, cause)),
      ) as [[Answer, (life: Life) => void]]
      return {
        [answer]: (after) => {
          refuse(after)
          requestOf(after, requestId).refusedDecisions.push(decision)
        },
      }
    }
    return {
      taken: (after) => {
        const decided = requestOf(after, requestId)
        decided.taken.push({ act: 'decision', id, by })
        if (outcome === 'approved') approved(after, decided)
        else turnedDown(after, decided, 'returned')
      },
    }
  }

  toString(): string {
    const { outcome, by, reason, target } = this.options
    const how = outcome === 'approved' ? 'approves' : `rejects (${reason})`
    return `${by} ${how} the ${target} request`
  }
}

/** Reasons about photo and receipt are for card requests, about the card for cancellations. */
function isFit(reason: RejectionReason, { type }: RequestLife): boolean {
  if (FIT_BOTH.includes(reason)) return true
  return (type === 'cardRequest') === (reason === 'photoBackground')
}
