/** Somebody with access to Temporal sends well-formed messages in the name of the bureau or of a run. */
import { randomUUID } from 'node:crypto'
import { createClaims } from '../../../services/shared/claims/claims'
import { newClaimKeys, parseClaimKey } from '../../../services/shared/claims/keys'
import {
  bureauDecision,
  calendarChanged,
  cardCancelled,
  cardProductionWorkflowId,
  documentAsked,
  holdAnswered,
  holdPrint,
  releasePrint,
  requestWorkflowId,
} from '../../../workflows/contract'
import type { BureauDecision, DocumentAsk, Proven, RefusalCause } from '../../../workflows/contract'
import { CLAIM_VALID_MS } from '../../../workflows/domain/proof'
import { CLAIM_SETTINGS } from '../../support/claims'
import { DAY_MS } from '../../support/durations'
import { approval, documentAsk } from '../../support/messages'
import { nothing } from '../act'
import type { Act, Answer, Expected } from '../act'
import { lastRequest, openRequest } from '../life'
import type { Life } from '../life'
import type { RealLife } from '../realLife'

const { CLAIM_KEY } = newClaimKeys('stranger')
const stranger = createClaims(parseClaimKey(CLAIM_KEY))
/** Signs with the stranger's key in the name of the bureau's. */
const impostor = createClaims(
  parseClaimKey(CLAIM_KEY.replace(/^stranger/, CLAIM_SETTINGS.CLAIM_KEY.split(':')[0]!)),
)

const CAUSE_OF = {
  'without a claim': 'unproven',
  'with the claim of another decision': 'unproven',
  "with a stranger's key": 'unknownKey',
  "with a stranger's key in the bureau's name": 'badSignature',
  'that is an hour old': 'expired',
  'of tomorrow': 'expired',
} as const satisfies Record<string, RefusalCause>
export type Forgery = keyof typeof CAUSE_OF
export const FORGERIES = Object.keys(CAUSE_OF) as Forgery[]

/** An approval that the bureau has not sent, or not now. */
export class ForgeDecision implements Act<BureauDecision> {
  constructor(private readonly forgery: Forgery) {}

  isPossible(life: Life): boolean {
    return openRequest(life) !== undefined
  }

  make(life: Life, real: RealLife): BureauDecision {
    const { requestId } = lastRequest(life)!
    const at = real.at()
    const honest = approval(requestId, { at })
    const { claim: _claim, ...fields } = honest
    switch (this.forgery) {
      case 'without a claim':
        return fields
      case 'with the claim of another decision': {
        const { claim } = approval(requestId, { at })
        return { ...fields, claim } as Proven<BureauDecision>
      }
      case "with a stranger's key":
        return stranger.prove('bureauDecision', fields)
      case "with a stranger's key in the bureau's name":
        return impostor.prove('bureauDecision', fields)
      case 'that is an hour old':
        return approval(requestId, { at: new Date(life.now - 4 * CLAIM_VALID_MS).toISOString() })
      case 'of tomorrow':
        return approval(requestId, { at: new Date(life.now + DAY_MS).toISOString() })
    }
  }

  perform(decision: BureauDecision, real: RealLife): Promise<Answer> {
    return real.send(requestWorkflowId(real.personKey), bureauDecision.name, decision)
  }

  expected({ decisionId: id }: BureauDecision): Expected {
    return {
      sent: (after) => void lastRequest(after)!.refused.push({ id, cause: CAUSE_OF[this.forgery] }),
    }
  }

  toString(): string {
    return `a forged approval ${this.forgery}`
  }
}

/** An ask for a document that the bureau has not sent. */
export class ForgeAsk implements Act<DocumentAsk> {
  isPossible(life: Life): boolean {
    return openRequest(life) !== undefined
  }

  make(life: Life, real: RealLife): DocumentAsk {
    const { claim: _claim, ...fields } = documentAsk(lastRequest(life)!.requestId, {
      at: real.at(),
    })
    return fields
  }

  perform(ask: DocumentAsk, real: RealLife): Promise<Answer> {
    return real.send(requestWorkflowId(real.personKey), documentAsked.name, ask)
  }

  expected({ askId: id }: DocumentAsk): Expected {
    return {
      sent: (after) => void lastRequest(after)!.refused.push({ id, cause: 'unproven' }),
    }
  }

  toString(): string {
    return 'a forged ask for a document'
  }
}

/** Says that the calendar of leave has changed, which the record does not confirm. */
export class ForgeCalendar implements Act<null> {
  isPossible(life: Life): boolean {
    return openRequest(life) !== undefined
  }

  make(): null {
    return null
  }

  perform(_sent: null, real: RealLife): Promise<Answer> {
    return real.send(requestWorkflowId(real.personKey), calendarChanged.name, undefined)
  }

  expected(): Expected {
    return { sent: nothing }
  }

  toString(): string {
    return 'a forged change of the calendar'
  }
}

/** A decision that the run has refused, sent once more word for word. */
export class ReplayDecision implements Act<BureauDecision> {
  isPossible(life: Life): boolean {
    return (openRequest(life)?.refusedDecisions.length ?? 0) > 0
  }

  make(life: Life): BureauDecision {
    return openRequest(life)!.refusedDecisions.at(-1)!
  }

  perform(decision: BureauDecision, real: RealLife): Promise<Answer> {
    return real.send(requestWorkflowId(real.personKey), bureauDecision.name, decision)
  }

  expected({ decisionId: id }: BureauDecision): Expected {
    return {
      sent: (after) => void lastRequest(after)!.refused.push({ id, cause: 'replayed' }),
    }
  }

  toString(): string {
    return 'a refused decision is replayed'
  }
}

/** The answer of production to a hold that it has not given; the record decides. */
export class ForgeHoldAnswer implements Act<string> {
  constructor(private readonly held: boolean) {}

  isPossible(life: Life): boolean {
    return openRequest(life)?.type === 'cancellationRequest'
  }

  make(life: Life): string {
    return openRequest(life)!.cardId!
  }

  perform(cardId: string, real: RealLife): Promise<Answer> {
    return real.send(requestWorkflowId(real.personKey), holdAnswered.name, {
      cardId,
      held: this.held,
    })
  }

  expected(): Expected {
    return { sent: () => undefined }
  }

  toString(): string {
    return `a forged answer to a hold: ${this.held ? 'held' : 'not held'}`
  }
}

export const CARD_FORGERIES = [holdPrint.name, releasePrint.name, cardCancelled.name] as const

export interface CardForgeryOptions {
  signal: (typeof CARD_FORGERIES)[number]
  /** In the name of the open cancellation, or of one that does not exist. */
  of: 'the open cancellation' | 'no cancellation'
}

/** What only a cancellation may ask of production. */
export class ForgeForCard implements Act<{ cardId: string; cancellationRequestId: string }> {
  constructor(private readonly options: CardForgeryOptions) {}

  isPossible(life: Life): boolean {
    const { of, signal } = this.options
    const card = life.cards.at(-1)
    if (card?.run !== 'open') return false
    // Its own hold, sent again, is honest.
    if (of === 'the open cancellation')
      return signal !== holdPrint.name && openRequest(life)?.type === 'cancellationRequest'
    return true
  }

  make(life: Life): { cardId: string; cancellationRequestId: string } {
    const open = openRequest(life)
    return {
      cardId: life.cards.at(-1)!.cardId!,
      cancellationRequestId: this.options.of === 'no cancellation' ? randomUUID() : open!.requestId,
    }
  }

  perform(
    sent: { cardId: string; cancellationRequestId: string },
    real: RealLife,
  ): Promise<Answer> {
    const { cardId, cancellationRequestId } = sent
    return real.send(cardProductionWorkflowId(cardId), this.options.signal, {
      cancellationRequestId,
      replyTo: requestWorkflowId(real.personKey),
    })
  }

  expected({ cancellationRequestId: id }: { cancellationRequestId: string }): Expected {
    return {
      sent: (after) => void after.cards.at(-1)!.refused.push({ id, cause: 'notOnRecord' }),
    }
  }

  toString(): string {
    return `a forged ${this.options.signal} of ${this.options.of}`
  }
}
