/** What follows in the model from what people do and from the clock. */
import type { RequestState } from '../../workflows/domain/requestState'
import { isAwaitingApplicant } from '../../workflows/domain/requestState'
import { stopReview } from '../../workflows/domain/requestClocks'
import { DAY_MS } from '../support/durations'
import { copyOf, isAtTheBureau, openRequest, requestOf, subStateOf, validCard } from './life'
import type { Addition, AskLife, CardLife, Life, RequestLife, TakenAct } from './life'
import { applicantWaitsUntil, remindersOf, reviewOf } from './waits'

/** Brings the request of a card into its state. */
export function showCard(life: Life, card: CardLife): void {
  const request = requestOf(life, card.requestId)
  request.state = { type: 'cardRequest', status: 'approved', subState: subStateOf(card) }
}

/** Files a request whose documents are in order. */
export function filed(
  life: Life,
  request: Pick<
    RequestLife,
    'requestId' | 'requestNumber' | 'applicant' | 'reason' | 'reversalDays'
  > & { documents: 'good' | 'bad' },
): void {
  const { documents, ...given } = request
  const type = given.reason === null ? 'cardRequest' : 'cancellationRequest'
  const card = type === 'cancellationRequest' ? validCard(life)! : undefined
  const added: RequestLife = {
    ...given,
    type,
    state: { type, status: 'pending', subState: 'inReview' },
    cardId: card?.cardId ?? null,
    run: 'open',
    opened: false,
    arrived: false,
    taken: [],
    refused: [],
    refusedDecisions: [],
    asked: null,
    checking: null,
    resumed: null,
    waitsSince: null,
    remindedBefore: [],
  }
  // The lock was free, so the run before has ended.
  for (const earlier of life.requests) earlier.run = 'closed'
  life.requests.push(added)
  if (documents === 'bad') {
    added.state = { type, status: 'rejected', subState: 'returned' }
    added.run = 'ending'
  } else if (card !== undefined && isAtTheBureau(card)) {
    card.heldBy = added.requestId
    showCard(life, card)
  } else if (card !== undefined && given.reason !== 'lostOrStolen') {
    added.state = { type: 'cancellationRequest', status: 'pending', subState: 'awaitingCard' }
  }
}

/** The card of a cancellation has come back (D6). */
export function arrived(life: Life, request: RequestLife): void {
  leave(request, life.now)
  request.arrived = true
  request.state = { type: 'cancellationRequest', status: 'pending', subState: 'inReview' }
}

/** Ends a request as approved; of a cancellation, cancels the card (D2). */
export function approved(life: Life, request: RequestLife): void {
  end(life, request)
  if (request.type === 'cardRequest') {
    const card: CardLife = {
      cardId: null,
      requestId: request.requestId,
      events: [],
      acts: [],
      reverted: [],
      reversalDays: request.reversalDays,
      deliveredAt: null,
      heldBy: null,
      cancelledBy: null,
      run: 'open',
      refused: [],
    }
    life.cards.push(card)
    return showCard(life, card)
  }
  request.state = { type: 'cancellationRequest', status: 'approved', subState: 'cardCancelled' }
  const card = validCard(life)!
  card.cancelledBy = request.requestId
  if (card.run === 'open') card.run = 'ending'
  showCard(life, card)
}

/** Ends a request as rejected or withdrawn; a card that it has held goes on (D3). */
export function turnedDown(
  life: Life,
  request: RequestLife,
  how: Extract<RequestState['subState'], 'returned' | 'withdrawn'>,
): void {
  end(life, request)
  request.state = {
    type: request.type,
    status: how === 'returned' ? 'rejected' : 'pending',
    subState: how,
  } as RequestState
  const card = validCard(life)
  if (card === undefined || card.heldBy !== request.requestId) return
  card.heldBy = null
  showCard(life, card)
}

function end(life: Life, request: RequestLife): void {
  leave(request, life.now)
  request.run = 'ending'
}

/** Leaves a state in which it has waited. */
function leave(request: RequestLife, now: number): void {
  request.remindedBefore = remindersOf(request, now)
  request.waitsSince = null
}

/** The bureau asks for a document, and the review stops. */
export function askedFor(
  life: Life,
  request: RequestLife,
  ask: Pick<AskLife, 'id' | 'kind' | 'by'>,
): void {
  const { dueAt } = reviewOf(request, request.waitsSince ?? life.now)
  const stopped = stopReview(new Date(life.now).toISOString(), dueAt)
  leave(request, life.now)
  request.asked = { ...ask, stopped, end: null, additionId: null }
  moveTo(request, 'awaitingApplicant')
}

/** The applicant has added a document, which is checked next. */
export function added(request: RequestLife, addition: { id: string; what: Addition }): void {
  request.checking = addition
  moveTo(request, 'received')
}

/** Whether the run still checks an added document. */
export function isChecking({ requests }: Life): boolean {
  return requests.some(({ checking }) => checking !== null)
}

/** The same life when no document is being checked any more. */
export function rested(life: Life): Life {
  if (!isChecking(life)) return life
  const after = copyOf(life)
  for (const request of after.requests) {
    const { checking, asked } = request
    if (checking === null || asked === null) continue
    request.checking = null
    moveTo(request, 'awaitingApplicant')
    if (checking.what === 'sound') {
      asked.additionId = checking.id
      goOn(request, 'added', after.now)
    } else {
      const cause = checking.what === 'faulty' ? 'documentFaulty' : 'notOnRecord'
      request.refused.push({ id: checking.id, cause })
    }
  }
  return after
}

/** The review goes on, with what was left of its time. */
function goOn(request: RequestLife, how: 'added' | 'notAdded', now: number): void {
  leave(request, now)
  request.resumed = request.asked!.stopped
  request.asked!.end = how
  moveTo(request, 'inReview')
}

function moveTo(request: RequestLife, subState: 'awaitingApplicant' | 'received' | 'inReview') {
  request.state = { type: request.type, status: 'pending', subState }
}

/** What happens by itself: the applicant's time is over, or the time to take back a delivery. */
export function letTimePass(life: Life, now: number): void {
  for (const request of life.requests) {
    if (request.run !== 'open' || request.waitsSince === null) continue
    if (isAwaitingApplicant(request.state) && applicantWaitsUntil(request.waitsSince) <= now)
      goOn(request, 'notAdded', now)
  }
  for (const card of life.cards) {
    const { run, deliveredAt, reversalDays } = card
    if (run !== 'open' || deliveredAt === null || reversalDays === undefined) continue
    if (deliveredAt + reversalDays * DAY_MS <= now) card.run = 'ending'
  }
}

/** An event of a card's production (D1). */
export function happened(life: Life, card: CardLife, event: TakenAct): void {
  card.events.push(event)
  card.acts.push(event.id)
  if (event.act === 'delivered' && card.reversalDays === undefined) card.run = 'ending'
  showCard(life, card)
}

/** Its latest event was recorded by mistake. */
export function takenBack(life: Life, card: CardLife, reversalId: string): void {
  const wasGone = !isAtTheBureau(card)
  card.events.pop()
  if (wasGone && isAtTheBureau(card)) holdForOpenCancellation(life, card)
  card.acts.push(reversalId)
  card.reverted.push(reversalId)
  card.deliveredAt = null
  showCard(life, card)
}

/** The card has never left the bureau, so nobody awaits it any more (D3). */
function holdForOpenCancellation(life: Life, card: CardLife): void {
  const open = openRequest(life)
  if (open?.type !== 'cancellationRequest') return
  card.heldBy = open.requestId
  if (open.state.subState !== 'awaitingCard') return
  leave(open, life.now)
  moveTo(open, 'inReview')
}
