/** A clerk records that the card was printed, sent or delivered, in any order (D1, D3). */
import type {
  ProductionEvent,
  ProductionEventKind,
  Proven,
  RefusalCause,
} from '../../../workflows/contract'
import { PRODUCTION_EVENTS } from '../../../workflows/contract'
import { ACTION_OF_EVENT, isPossible } from '../../../workflows/domain/allowedActions'
import { cardEvent } from '../../support/messages'
import { answerOf } from '../act'
import type { Act, Answer, Expected } from '../act'
import { happened } from '../happenings'
import { cardOf, eventsOf, requestOf, subStateOf } from '../life'
import type { CardLife, Life } from '../life'
import type { RealLife } from '../realLife'

export interface EventOptions {
  kind: ProductionEventKind
  by: string
  /** Also when it is not the card's turn. */
  always: boolean
}

export class RecordEvent implements Act<Proven<ProductionEvent>> {
  constructor(private readonly options: EventOptions) {}

  isPossible(life: Life): boolean {
    const card = life.cards.at(-1)
    if (card === undefined) return false
    return this.options.always || isTurnOf(this.options.kind, life, card)
  }

  make(life: Life, real: RealLife): Proven<ProductionEvent> {
    const { kind, by } = this.options
    return cardEvent(life.cards.at(-1)!.cardId!, kind, { by, at: real.at() })
  }

  async perform(event: Proven<ProductionEvent>, real: RealLife): Promise<Answer> {
    return answerOf(await real.runs.recordProduction(event))
  }

  expected(event: ProductionEvent, life: Life): Expected {
    return afterEvent(event, life)
  }

  toString(): string {
    return `${this.options.by} records the card as ${this.options.kind}`
  }
}

/** What may follow from an event, which is recorded alone or in a batch. */
export function afterEvent(
  { eventId: id, cardId, kind, by }: ProductionEvent,
  life: Life,
): Expected {
  const card = cardOf(life, cardId)
  const late = card.run === 'open' ? {} : { closed: () => undefined }
  if (card.run === 'closed') return late
  const held = heldState(card)
  if (held !== null) return { ...late, ...refusedEvent(cardId, id, held) }
  const before = card.events.find(({ act }) => act === kind)
  if (before !== undefined)
    return { ...late, ...refusedEvent(cardId, id, 'alreadyReceived', before.by) }
  if (!isTurnOf(kind, life, card)) return { ...late, ...refusedEvent(cardId, id, 'wrongOrder') }
  return {
    ...late,
    taken: (after) => happened(after, cardOf(after, cardId), { act: kind, id, by }),
  }
}

/** How a cancellation holds the card; null if none does (D3). */
export function heldState(card: CardLife): 'printHeld' | 'dispatchHeld' | null {
  const state = subStateOf(card)
  return state === 'printHeld' || state === 'dispatchHeld' ? state : null
}

function isTurnOf(kind: ProductionEventKind, life: Life, card: CardLife): boolean {
  const isNext = eventsOf(card).length === PRODUCTION_EVENTS.indexOf(kind)
  return isNext && isPossible(requestOf(life, card.requestId).state, ACTION_OF_EVENT[kind])
}

/** The answer of a refusal by production, and that it must be in its run. */
export function refusedEvent(
  cardId: string,
  id: string,
  cause: RefusalCause,
  by?: string,
): Expected {
  const answer = `refused: ${cause}${by === undefined ? '' : ` by ${by}`}`
  return { [answer]: (life) => void cardOf(life, cardId).refused.push({ id, cause }) }
}
