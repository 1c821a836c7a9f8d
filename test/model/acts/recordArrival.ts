/** The courier brings the card of a cancellation with its letter, and a clerk records it (S67, D6). */
import type { PhysicalCardReceived, Proven } from '../../../workflows/contract'
import { addDays, istanbulDayOf } from '../../../workflows/domain/istanbul'
import { cardArrival } from '../../support/messages'
import { answerOf } from '../act'
import type { Act, Answer, Expected } from '../act'
import { arrived } from '../happenings'
import { canNow, requestOf } from '../life'
import type { Life } from '../life'
import type { RealLife } from '../realLife'
import { endedAnswer, hasTarget, refusal, strayAnswer, takenBy, targetOf } from './target'

export interface ArrivalOptions {
  by: string
  letterDate: 'today' | 'in a week' | 'long ago'
  /** Also when no card is awaited. */
  always: boolean
}

const LETTER_DAYS = { today: 0, 'in a week': 7, 'long ago': -400 } as const

export class RecordArrival implements Act<Proven<PhysicalCardReceived>> {
  constructor(private readonly options: ArrivalOptions) {}

  isPossible(life: Life): boolean {
    return this.options.always ? hasTarget(life, 'latest') : canNow(life, 'recordCardArrival')
  }

  make(life: Life, real: RealLife): Proven<PhysicalCardReceived> {
    const { by, letterDate } = this.options
    const at = real.at()
    return cardArrival(targetOf(life, 'latest').requestId, {
      ...{ by, at },
      letterDate: addDays(istanbulDayOf(at), LETTER_DAYS[letterDate]),
    })
  }

  async perform(arrival: Proven<PhysicalCardReceived>, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.recordArrival(real.personKey, arrival))
  }

  expected({ receiptId: id, requestId, by }: PhysicalCardReceived, life: Life): Expected {
    const stray = strayAnswer(life, requestId, id)
    if (stray !== null) return stray
    const request = requestOf(life, requestId)
    const refused = request.arrived
      ? refusal(requestId, id, 'alreadyReceived', takenBy(request, 'arrival'))
      : refusal(requestId, id, 'notAwaited')
    if (request.run === 'ending') return endedAnswer(request, id, refused)
    if (request.arrived || !canNow(life, 'recordCardArrival')) return refused
    if (this.options.letterDate !== 'today') return refusal(requestId, id, 'letterDate')
    return {
      taken: (after) => {
        const request = requestOf(after, requestId)
        request.taken.push({ act: 'arrival', id, by })
        arrived(after, request)
      },
    }
  }

  toString(): string {
    const { by, letterDate } = this.options
    return `${by} records the card's arrival (letter of ${letterDate})`
  }
}
