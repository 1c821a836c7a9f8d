/** A clerk takes back an event that was recorded by mistake ("Yanlış kayıt: geri al"). */
import type { ProductionEventKind, ProductionReversal, Proven } from '../../../workflows/contract'
import { reversal } from '../../support/messages'
import { answerOf } from '../act'
import type { Act, Answer, Expected } from '../act'
import { takenBack } from '../happenings'
import { cardOf, eventsOf } from '../life'
import type { Life } from '../life'
import type { RealLife } from '../realLife'
import { heldState, refusedEvent } from './recordEvent'

export interface TakeBackOptions {
  by: string
  /** Null for the latest event. */
  kind: ProductionEventKind | null
}

export class TakeBack implements Act<Proven<ProductionReversal>> {
  constructor(private readonly options: TakeBackOptions) {}

  isPossible({ cards }: Life): boolean {
    const card = cards.at(-1)
    if (card === undefined) return false
    return this.options.kind !== null || (card.run === 'open' && card.events.length > 0)
  }

  make(life: Life, real: RealLife): Proven<ProductionReversal> {
    const { kind, by } = this.options
    const card = life.cards.at(-1)!
    return reversal(card.cardId!, kind ?? eventsOf(card).at(-1)!, { by, at: real.at() })
  }

  async perform(sent: Proven<ProductionReversal>, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.revertProduction(sent))
  }

  expected({ reversalId: id, cardId, kind }: ProductionReversal, life: Life): Expected {
    const card = cardOf(life, cardId)
    const late = card.run === 'open' ? {} : { closed: () => undefined }
    if (card.run === 'closed') return late
    const held = heldState(card)
    if (held !== null) return { ...late, ...refusedEvent(cardId, id, held) }
    const events = eventsOf(card)
    if (!events.includes(kind)) return { ...late, ...refusedEvent(cardId, id, 'notMarked') }
    if (events.at(-1) !== kind) return { ...late, ...refusedEvent(cardId, id, 'markedSince') }
    return { ...late, taken: (after) => takenBack(after, cardOf(after, cardId), id) }
  }

  toString(): string {
    const { by, kind } = this.options
    return `${by} takes back ${kind === null ? 'the latest event' : `that the card was ${kind}`}`
  }
}
