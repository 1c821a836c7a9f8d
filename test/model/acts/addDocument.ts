/** The applicant adds the document that the bureau has asked for, or somebody says so. */
import { randomUUID } from 'node:crypto'
import type { DocumentAdded } from '../../../workflows/contract'
import type { DocumentKind } from '../../../workflows/domain/documents'
import { additionTo } from '../../support/messages'
import { answerOf } from '../act'
import type { Act, Answer, Expected } from '../act'
import { added } from '../happenings'
import { canNow, requestOf } from '../life'
import type { Addition, Life } from '../life'
import type { RealLife } from '../realLife'
import { applicantsLateAnswer, hasTarget, refusal, strayAnswer, targetOf } from './target'

export interface AdditionOptions {
  by: string
  what: Addition
  /** `unknown`: one that the bureau has not asked. */
  ask: 'latest' | 'unknown'
  /** Also when nothing is asked for. */
  always: boolean
}

interface Sent {
  message: DocumentAdded
  kind: DocumentKind
}

export class AddDocument implements Act<Sent> {
  constructor(private readonly options: AdditionOptions) {}

  isPossible(life: Life): boolean {
    const { by, always } = this.options
    if (always) return hasTarget(life, 'latest')
    return canNow(life, 'addDocument') && targetOf(life, 'latest').applicant === by
  }

  make(life: Life, real: RealLife): Sent {
    const { by, ask } = this.options
    const { requestId, asked } = targetOf(life, 'latest')
    const askId = (ask === 'latest' ? asked?.id : undefined) ?? randomUUID()
    const message = additionTo({ requestId, askId }, { by, at: real.at() })
    return { message, kind: asked?.kind ?? 'photo' }
  }

  async perform({ message, kind }: Sent, real: RealLife): Promise<Answer> {
    const { what } = this.options
    if (what !== 'not on record') await real.keepAddition(message, kind, what)
    return answerOf(await real.runs.addDocument(real.personKey, message))
  }

  expected({ message }: Sent, life: Life): Expected {
    const { additionId: id, requestId, askId, by } = message
    const { what } = this.options
    const stray = strayAnswer(life, requestId, id)
    if (stray !== null) return stray
    const request = requestOf(life, requestId)
    const late = applicantsLateAnswer(request, id, by)
    if (late !== null) return late
    if (!canNow(life, 'addDocument') || askId !== request.asked?.id)
      return refusal(requestId, id, 'notAwaited')
    const taken = (after: Life) => added(requestOf(after, requestId), { id, what })
    if (what === 'sound') return { taken }
    // Another addition may be the latest one by the time that the answer is read.
    const cause = what === 'faulty' ? 'documentFaulty' : 'notOnRecord'
    return { taken, [`refused: ${cause}`]: taken }
  }

  toString(): string {
    const { by, what, ask } = this.options
    return `${by} adds a document that is ${what}, for the ${ask} ask`
  }
}
