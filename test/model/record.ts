/** What the record says of one relative, and in what it differs from the model. */
import type { Card } from '../../services/shared/store/card'
import type { Store } from '../../services/shared/store/connection'
import { stateOf } from '../../services/shared/store/request'
import type { RequestRecord } from '../../services/shared/store/request'
import { standingEvents } from '../../services/shared/store/cardEvents'
import { QUEUES } from '../../workflows/domain/requestState'
import { queueOf as queueInTable } from '../../workflows/domain/allowedActions'
import { queueOf, subStateOf } from './life'
import type { CardLife, Life, RequestLife, TakenAct } from './life'
import { remindersOf } from './waits'

export interface Recorded {
  requests: RequestRecord[]
  cards: Card[]
}

export async function recorded(store: Store, personId: string): Promise<Recorded> {
  const [requests, cards] = await Promise.all([
    store.requests.find({ personId }).lean(),
    store.cards.find({ personId }).lean(),
  ])
  return { requests, cards }
}

/** Takes over into the model what only the record knows: chosen ids, and since when a request waits. */
export function learn(life: Life, { requests, cards }: Recorded): void {
  for (const card of life.cards) {
    card.cardId ??= cards.find(({ requestId }) => requestId === card.requestId)?._id ?? null
    life.requests.find(({ requestId }) => requestId === card.requestId)!.cardId ??= card.cardId
    const row = cards.find(({ requestId }) => requestId === card.requestId)
    if (row?.subState === 'delivered' && subStateOf(card) === 'delivered')
      card.deliveredAt ??= row.audit.at(-1)!.at.getTime()
  }
  for (const request of life.requests) {
    const row = requests.find(({ _id }) => _id === request.requestId)
    if (request.run !== 'open' || row === undefined || !isShown(request, row)) continue
    request.waitsSince ??= row.queuedAt.getTime()
  }
}

/** Whether the record has the state of a request and not an earlier one of the same kind. */
function isShown({ state, asked }: RequestLife, row: RequestRecord): boolean {
  const isOfAsk =
    row.asked?.askId === asked?.id && (row.asked?.end ?? null) === (asked?.end ?? null)
  return row.subState === state.subState && isOfAsk
}

/** Every difference; none if the record is what the model expects. */
export function differences(life: Life, { requests, cards }: Recorded, now: number): string[] {
  const open = requests.filter((row) => row.open)
  const valid = cards.filter(({ cancelledAt }) => cancelledAt === null)
  return [
    ...(open.length > 1 ? [`D5: ${open.length} requests are open`] : []),
    ...(valid.length > 1 ? [`S69: ${valid.length} cards are valid`] : []),
    ...unequal('requests', requests.length, life.requests.length),
    ...unequal('cards', cards.length, life.cards.length),
    ...life.requests.flatMap((request) => {
      const row = requests.find(({ _id }) => _id === request.requestId)
      return row === undefined
        ? [`${request.requestNumber} is not on record`]
        : differencesOfRequest(request, row, now)
    }),
    ...life.cards.flatMap((card) => {
      const row = cards.find(({ requestId }) => requestId === card.requestId)
      return row === undefined ? [] : differencesOfCard(card, row)
    }),
  ]
}

const ENDINGS = [
  'cardApproved',
  'cancellationApproved',
  'rejected',
  'returnedByDocumentCheck',
  'withdrawn',
] as const

function differencesOfRequest(request: RequestLife, row: RequestRecord, now: number): string[] {
  const idOf = (act: TakenAct['act']) => request.taken.find((one) => one.act === act)?.id
  const ofSystem = request.state.subState === 'returned' && idOf('decision') === undefined
  const own = row.audit.filter(({ key }) => key.startsWith(`${row._id}:`))
  const endings = own.filter(({ action }) => ENDINGS.some((ending) => ending === action))
  const refused = own.filter(({ action, cause }) => action === 'refused' && cause !== 'busy')
  return [
    ...unequal('state', wordsOf(row), wordsOf(request.state)),
    ...unequal('queue', lists(row), [queueOf(request)]),
    ...unequal('queue of the table', queueInTable(stateOf(row)), queueOf(request)),
    ...unequal('lock (D5)', row.open, request.run === 'open'),
    ...unequal(
      'decision (D7)',
      row.decision?.decisionId,
      ofSystem ? 'documentCheckFailed' : idOf('decision'),
    ),
    ...unequal('endings (D7)', endings.length, request.run === 'open' ? 0 : 1),
    ...unequal('arrival (D6)', row.cardReceived?.receiptId, idOf('arrival')),
    ...unequal('opening', row.opened?.openingId, idOf('opening')),
    ...unequal('withdrawal', row.withdrawn?.withdrawalId, idOf('withdrawal')),
    ...unequal('ask', row.asked?.askId, request.asked?.id),
    ...unequal('end of the ask', row.asked?.end, request.asked?.end),
    ...unequal('addition', row.asked?.additionId, request.asked?.additionId),
    ...unequal(
      'refused messages',
      refused.map(({ cause }) => cause).toSorted(),
      request.refused.map(({ cause }) => cause).toSorted(),
    ),
    ...unequal(
      'reminders',
      row.reminders.map(({ about }) => about),
      remindersOf(request, now),
    ),
    ...unequal('steps', own.map(stepOf), [...Array(row.seq + 1).keys()]),
    ...unequal('a due day', row.dueAt !== null, row.open && row.subState === 'inReview'),
  ].map((difference) => `${request.requestNumber}: ${difference}`)
}

/** The work lists that show a request. */
function lists({ queue }: RequestRecord): string[] {
  return QUEUES.filter((one) => one === queue)
}

function stepOf({ key }: { key: string }): number {
  return Number(key.split(':').at(-1))
}

function differencesOfCard(card: CardLife, row: Card): string[] {
  return [
    ...unequal('where it is', row.subState, subStateOf(card)),
    ...unequal('cancelled by (S69)', row.cancelledBy, card.cancelledBy),
    ...unequal('cancelled (S69)', row.cancelledAt !== null, card.cancelledBy !== null),
    ...unequal(
      'events (D1)',
      row.audit.flatMap(({ eventId }) => eventId ?? []),
      card.acts,
    ),
    ...unequal(
      'standing events (D1)',
      standingEvents(row.audit).map(({ eventId }) => eventId),
      card.events.map(({ id }) => id),
    ),
  ].map((difference) => `card ${row._id}: ${difference}`)
}

/** A state in words, to compare and to read. */
export function wordsOf({
  type,
  status,
  subState,
}: Pick<RequestRecord, 'type' | 'status' | 'subState'>) {
  return `${type} ${status} ${subState}`
}

/** Values of strings, numbers and lists of them; a missing one is null. */
export function unequal(what: string, is: unknown, expected: unknown): string[] {
  const [one, other] = [JSON.stringify(is ?? null), JSON.stringify(expected ?? null)]
  return one === other ? [] : [`${what}: ${one}, expected ${other}`]
}
