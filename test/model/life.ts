/**
 * What should have become of one relative's requests and cards: the model that the real system is
 * compared with. Pure; its own idea of outcomes, in happenings.ts. Of the product it reads only which
 * action is possible in a state, and its clocks.
 */
import { isPossible } from '../../workflows/domain/allowedActions'
import type { Action } from '../../workflows/domain/allowedActions'
import type {
  Alarm,
  BureauDecision,
  ProductionEventKind,
  RefusalCause,
} from '../../workflows/contract'
import type { DocumentKind } from '../../workflows/domain/documents'
import type { CancellationReason } from '../../workflows/domain/reasons'
import type { StoppedReview } from '../../workflows/domain/requestClocks'
import type {
  ProductionSubState,
  Queue,
  RequestState,
  RequestType,
} from '../../workflows/domain/requestState'

/** What a sender was answered that the run has taken; it must be in the result. */
export interface TakenAct {
  act: 'decision' | 'arrival' | 'opening' | 'withdrawal' | ProductionEventKind
  id: string
  by: string
}

/** The latest ask for a document, and what became of it. */
export interface AskLife {
  id: string
  kind: DocumentKind
  by: string
  stopped: StoppedReview
  /** Null while the applicant is waited for. */
  end: 'added' | 'notAdded' | null
  additionId: string | null
}

/** What the check of an added document will find. */
export type Addition = 'sound' | 'faulty' | 'not on record'

/** A message that a run has refused. */
export interface RefusedAct {
  /** Null if the message was too malformed. */
  id: string | null
  cause: RefusalCause
}

export interface RequestLife {
  requestId: string
  requestNumber: string
  type: RequestType
  applicant: string
  reason: CancellationReason | null
  reversalDays: number | undefined
  state: RequestState
  /** The card made, or the card to be cancelled; null until there is one. */
  cardId: string | null
  /** `ending`: what ends it has been taken, and its run may still be writing. */
  run: 'open' | 'ending' | 'closed'
  opened: boolean
  arrived: boolean
  taken: TakenAct[]
  refused: RefusedAct[]
  /** Decisions that its run has proven and refused. */
  refusedDecisions: BureauDecision[]
  asked: AskLife | null
  /** The addition that is being checked. */
  checking: { id: string; what: Addition } | null
  /** What was left of the review when it stopped; null if it never did. */
  resumed: StoppedReview | null
  /** When it began to wait as it does now, in milliseconds; null until the record has shown it. */
  waitsSince: number | null
  /** Reminders given in earlier waits. */
  remindedBefore: Alarm['about'][]
}

export interface CardLife {
  /** The workflow chooses the id; null until the record has shown it. */
  cardId: string | null
  requestId: string
  /** What has happened to it and was not taken back, in this order. */
  events: TakenAct[]
  /** Ids of all events and of those that took them back, in this order. */
  acts: string[]
  reverted: string[]
  /** For so many days its delivery can be taken back; not at all if missing. */
  reversalDays: number | undefined
  /** In milliseconds; null until the record has shown that it was delivered. */
  deliveredAt: number | null
  heldBy: string | null
  cancelledBy: string | null
  /** `ending`: its last event or its cancellation has been taken. */
  run: 'open' | 'ending' | 'closed'
  refused: RefusedAct[]
}

/** One relative; the lives of siblings do not touch each other. */
export interface Life {
  /** Oldest first. */
  requests: RequestLife[]
  /** Oldest first. */
  cards: CardLife[]
  /** Milliseconds, of the clock that skips time. */
  now: number
}

/** The relatives of the two parents. */
export interface Family {
  relatives: Life[]
}

export const newLife = (now: number): Life => ({ requests: [], cards: [], now })

/** A copy that can be changed on its own. */
export const copyOf = (life: Life): Life => structuredClone(life)

export function lastRequest({ requests }: Life): RequestLife | undefined {
  return requests.at(-1)
}

/** The request that holds the relative's lock (D5). */
export function openRequest(life: Life): RequestLife | undefined {
  const last = lastRequest(life)
  return last?.run === 'open' ? last : undefined
}

export function requestOf(life: Life, requestId: string): RequestLife {
  return life.requests.find((request) => request.requestId === requestId)!
}

export function cardOf({ cards }: Life, cardId: string): CardLife {
  return cards.find((card) => card.cardId === cardId)!
}

/** The card that is not cancelled; there is at most one (S69). */
export function validCard({ cards }: Life): CardLife | undefined {
  return cards.find(({ cancelledBy }) => cancelledBy === null)
}

/** Whether somebody may do something with the latest request. */
export function canNow(life: Life, action: Action): boolean {
  const open = openRequest(life)
  return open !== undefined && isPossible(open.state, action)
}

/** Whether a run of which the end is on record has still to end. */
export function isEnding({ requests, cards }: Life): boolean {
  const isCardKnown = cards.some(({ run, cardId }) => run === 'ending' && cardId !== null)
  return isCardKnown || requests.at(-1)?.run === 'ending'
}

export function eventsOf({ events }: CardLife): ProductionEventKind[] {
  return events.map(({ act }) => act as ProductionEventKind)
}

/** Whether the card has not left the bureau (D3). */
export function isAtTheBureau(card: CardLife): boolean {
  return !eventsOf(card).includes('sent')
}

/** Where a card is, as its request shows it (D1, D2, D3). */
export function subStateOf(card: CardLife): ProductionSubState {
  const last = eventsOf(card).at(-1)
  if (card.cancelledBy !== null)
    return last === undefined && card.heldBy !== null ? 'printStopped' : 'cardCancelled'
  if (card.heldBy !== null) return last === undefined ? 'printHeld' : 'dispatchHeld'
  return last ?? 'awaitingPrint'
}

/** Where the bureau finds a request; the only list that may show it. */
export function queueOf({ state: { subState } }: RequestLife): Queue {
  switch (subState) {
    case 'received':
      return 'system'
    case 'inReview':
    case 'withHead':
      return 'review'
    case 'awaitingCard':
      return 'cardArrival'
    case 'awaitingApplicant':
      return 'applicant'
    case 'awaitingPrint':
    case 'printHeld':
      return 'print'
    case 'printed':
    case 'dispatchHeld':
      return 'dispatch'
    case 'sent':
      return 'handover'
    case 'withdrawn':
    case 'returned':
    case 'delivered':
    case 'printStopped':
    case 'cardCancelled':
      return 'archive'
  }
}
