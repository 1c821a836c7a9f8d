/** The applicant takes the request back, or the other parent tries to. */
import type { Withdrawal } from '../../../workflows/contract'
import { isAwaitingApplicant } from '../../../workflows/domain/requestState'
import { withdrawalOf } from '../../support/messages'
import { answerOf } from '../act'
import type { Act, Answer, Expected } from '../act'
import { turnedDown } from '../happenings'
import { canNow, requestOf } from '../life'
import type { Life } from '../life'
import type { RealLife } from '../realLife'
import { applicantsLateAnswer, hasTarget, refusal, strayAnswer, targetOf } from './target'
import type { Target } from './target'

export interface WithdrawOptions {
  by: string
  target: Target
  /** Also when it is too late or too early. */
  always: boolean
}

export class Withdraw implements Act<Withdrawal> {
  constructor(private readonly options: WithdrawOptions) {}

  isPossible(life: Life): boolean {
    const { target, always, by } = this.options
    if (always || target === 'earlier') return hasTarget(life, target)
    return canNow(life, 'withdraw') && targetOf(life, target).applicant === by
  }

  make(life: Life, real: RealLife): Withdrawal {
    const { target, by } = this.options
    return withdrawalOf(targetOf(life, target).requestId, { by, at: real.at() })
  }

  async perform(withdrawal: Withdrawal, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.withdraw(real.personKey, withdrawal))
  }

  expected({ withdrawalId: id, requestId, by }: Withdrawal, life: Life): Expected {
    const stray = strayAnswer(life, requestId, id)
    if (stray !== null) return stray
    const request = requestOf(life, requestId)
    const late = applicantsLateAnswer(request, id, by)
    if (late !== null) return late
    const isInHand = (request.opened || request.arrived) && !isAwaitingApplicant(request.state)
    if (isInHand) return refusal(requestId, id, 'opened')
    if (!canNow(life, 'withdraw')) return refusal(requestId, id, 'tooEarly')
    return {
      taken: (after) => {
        const withdrawn = requestOf(after, requestId)
        withdrawn.taken.push({ act: 'withdrawal', id, by })
        turnedDown(after, withdrawn, 'withdrawn')
      },
    }
  }

  toString(): string {
    const { by, target } = this.options
    return `${by} withdraws the ${target} request`
  }
}
