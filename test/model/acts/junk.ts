/** Somebody with access to Temporal sends what is no message at all. */
import {
  bureauDecision,
  cardCancelled,
  cardProductionWorkflowId,
  documentAdded,
  documentAsked,
  holdAnswered,
  holdPrint,
  physicalCardReceived,
  productionEvent,
  productionReverted,
  releasePrint,
  requestWorkflowId,
  reviewOpened,
  withdrawal,
} from '../../../workflows/contract'
import { MALFORMED } from '../../support/messages'
import type { Act, Answer, Expected } from '../act'
import { lastRequest } from '../life'
import type { Life } from '../life'
import type { RealLife } from '../realLife'

const RECORDED = [
  bureauDecision,
  physicalCardReceived,
  reviewOpened,
  withdrawal,
  documentAsked,
  documentAdded,
] as const
const IGNORED = [holdPrint, releasePrint, cardCancelled] as const

export const JUNK_FOR_REQUESTS = [...RECORDED, holdAnswered].map(({ name }) => name)
export const JUNK_FOR_CARDS = [...IGNORED, productionEvent, productionReverted].map(
  ({ name }) => name,
)
export const KINDS_OF_JUNK = MALFORMED.length

export interface JunkOptions {
  signal: string
  /** Place in MALFORMED. */
  kind: number
}

/** To the run that holds the relative's lock. */
export class JunkForRequest implements Act<null> {
  constructor(private readonly options: JunkOptions) {}

  isPossible(life: Life): boolean {
    return life.requests.length > 0
  }

  make(): null {
    return null
  }

  perform(_sent: null, real: RealLife): Promise<Answer> {
    const { signal, kind } = this.options
    return real.send(requestWorkflowId(real.personKey), signal, MALFORMED[kind])
  }

  expected(_sent: null, life: Life): Expected {
    const last = lastRequest(life)!
    if (last.run === 'closed') return { closed: () => undefined }
    return {
      sent: (after) => {
        if (this.options.signal !== holdAnswered.name)
          lastRequest(after)!.refused.push({ id: null, cause: 'malformed' })
      },
    }
  }

  toString(): string {
    return `junk to the request: ${this.options.signal}(${JSON.stringify(MALFORMED[this.options.kind])})`
  }
}

/** To the production of the latest card. */
export class JunkForCard implements Act<string> {
  constructor(private readonly options: JunkOptions) {}

  isPossible(life: Life): boolean {
    return life.cards.length > 0
  }

  make(life: Life): string {
    return life.cards.at(-1)!.cardId!
  }

  perform(cardId: string, real: RealLife): Promise<Answer> {
    const { signal, kind } = this.options
    return real.send(cardProductionWorkflowId(cardId), signal, MALFORMED[kind])
  }

  expected(_cardId: string, life: Life): Expected {
    if (life.cards.at(-1)!.run === 'closed') return { closed: () => undefined }
    return {
      sent: (after) => {
        if (!IGNORED.some(({ name }) => name === this.options.signal))
          after.cards.at(-1)!.refused.push({ id: null, cause: 'malformed' })
      },
    }
  }

  toString(): string {
    return `junk to the card: ${this.options.signal}(${JSON.stringify(MALFORMED[this.options.kind])})`
  }
}
