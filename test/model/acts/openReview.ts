/** A clerk opens the review page, which ends the applicant's time to withdraw. */
import type { Proven, ReviewOpened } from '../../../workflows/contract'
import { opening } from '../../support/messages'
import { answerOf, nothing } from '../act'
import type { Act, Answer, Expected } from '../act'
import { canNow, requestOf } from '../life'
import type { Life, RequestLife } from '../life'
import type { RealLife } from '../realLife'
import { hasTarget, refusal, strayAnswer, targetOf } from './target'

export class OpenReview implements Act<Proven<ReviewOpened>> {
  /** @param always also when there is nothing to review */
  constructor(private readonly options: { by: string; always: boolean }) {}

  isPossible(life: Life): boolean {
    return this.options.always ? hasTarget(life, 'latest') : canNow(life, 'decide')
  }

  make(life: Life, real: RealLife): Proven<ReviewOpened> {
    const { requestId } = targetOf(life, 'latest')
    return opening(requestId, { by: this.options.by, at: real.at() })
  }

  async perform(sent: Proven<ReviewOpened>, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.openReview(real.personKey, sent))
  }

  expected({ openingId: id, requestId, by }: ReviewOpened, life: Life): Expected {
    const stray = strayAnswer(life, requestId, id)
    if (stray !== null) return stray
    const request = requestOf(life, requestId)
    if (request.run === 'ending') {
      const isWithdrawn = request.state.subState === 'withdrawn'
      const late = refusal(requestId, id, isWithdrawn ? 'withdrawn' : 'alreadyDecided')
      return { closed: nothing, ...late, ...alsoTaken(request, late) }
    }
    if (!canNow(life, 'decide')) {
      const early = refusal(requestId, id, 'tooEarly')
      return request.opened ? alsoTaken(request, early) : early
    }
    if (request.opened) return { taken: nothing }
    return {
      taken: (after) => {
        const opened = requestOf(after, requestId)
        opened.opened = true
        opened.taken.push({ act: 'opening', id, by })
      },
    }
  }

  toString(): string {
    return `${this.options.by} opens the review`
  }
}

/** Who opens a request that was opened before does not wait for the answer of its run. */
function alsoTaken({ opened }: RequestLife, refused: Expected): Expected {
  return opened ? { taken: Object.values(refused)[0]! } : {}
}
