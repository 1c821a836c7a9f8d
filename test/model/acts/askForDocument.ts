/** A clerk asks the applicant for one document ("eksik iste"). */
import type { DocumentAsk, Proven } from '../../../workflows/contract'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import type { DocumentKind } from '../../../workflows/domain/documents'
import { documentAsk } from '../../support/messages'
import { answerOf } from '../act'
import type { Act, Answer, Expected } from '../act'
import { askedFor } from '../happenings'
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

export interface AskOptions {
  /** Account id of the clerk; of a parent, who must not ask (D8). */
  by: string
  /** One that the request has, if it has any. */
  needed: boolean
  /** Also when nobody may ask. */
  always: boolean
}

export class AskForDocument implements Act<Proven<DocumentAsk>> {
  constructor(private readonly options: AskOptions) {}

  isPossible(life: Life): boolean {
    return this.options.always ? hasTarget(life, 'latest') : canNow(life, 'askForDocument')
  }

  make(life: Life, real: RealLife): Proven<DocumentAsk> {
    const { by, needed } = this.options
    const request = targetOf(life, 'latest')
    const asked = DOCUMENT_KINDS.filter((kind) => isNeeded(kind, request) === needed)
    return documentAsk(request.requestId, { by, at: real.at(), kind: asked[0] ?? 'photo' })
  }

  async perform(ask: Proven<DocumentAsk>, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.askForDocument(real.personKey, ask))
  }

  expected({ askId: id, requestId, by, kind }: DocumentAsk, life: Life): Expected {
    const stray = strayAnswer(life, requestId, id)
    if (stray !== null) return stray
    const request = requestOf(life, requestId)
    const late = lateAnswer(request, id)
    if (late !== null) return late
    const unneeded = isNeeded(kind, request) ? null : 'documentNotNeeded'
    const cause = causeAgainst('askForDocument', by, request, life) ?? unneeded
    if (cause !== null) return refusal(requestId, id, cause, askerOf(request, cause))
    return { taken: (after) => askedFor(after, requestOf(after, requestId), { id, kind, by }) }
  }

  toString(): string {
    const { by, needed } = this.options
    return `${by} asks for a document that ${needed ? 'is' : 'is not'} needed`
  }
}

/** Photo and receipt of a card request, both papers of a lost card, nothing else (S35, S60, S66). */
function isNeeded(kind: DocumentKind, { type, reason }: RequestLife): boolean {
  if (type === 'cardRequest') return kind === 'photo' || kind === 'receipt'
  return reason === 'lostOrStolen' && (kind === 'lossForm' || kind === 'policeLetter')
}
