/** Compares open rows with their runs, and open runs with their rows. */
import { cardProductionWorkflowId, requestWorkflowId } from '../../workflows/contract'
import type { ReconciliationActivities, RunSuspect } from '../../workflows/contract'
import { cardStateText, differenceOf, stateText } from '../../workflows/domain/differences'
import type { Difference, RowSeen } from '../../workflows/domain/differences'
import { SUB_STATES } from '../../workflows/domain/requestState'
import type { ProductionSubState } from '../../workflows/domain/requestState'
import type { Card } from '../../services/shared/store/card'
import type { Store } from '../../services/shared/store/connection'
import type { RequestRecord } from '../../services/shared/store/request'
import type { AskedRun, ListedRun, OpenRuns } from '../../services/shared/temporal/openRuns'

interface Means {
  store: Store
  runs: OpenRuns
  /** Rows or runs that are held in memory at once. */
  atOnce: number
}

/** Suspects that are named; the others are counted. */
const MOST_NAMED = 100
const REQUEST_FIELDS = { number: 1, status: 1, subState: 1, open: 1, personId: 1 } as const
const CARD_FIELDS = { requestId: 1, subState: 1, cancelledAt: 1 } as const
type RequestRow = Pick<RequestRecord, '_id' | keyof typeof REQUEST_FIELDS>
type CardRow = Pick<Card, '_id' | keyof typeof CARD_FIELDS>

/** Where a card has a run: it is neither delivered nor cancelled. */
const IN_PRODUCTION = SUB_STATES.cardRequest.approved.filter((subState) =>
  isInProduction({ subState, cancelledAt: null }),
)

/** What looks different by the engine's list. */
export async function compareRuns(
  means: Means,
): ReturnType<ReconciliationActivities['compareRuns']> {
  const suspects = new Map<string, RunSuspect>()
  let [rows, openRuns, beyond] = [0, 0, 0]
  const suspect = (one: RunSuspect) => {
    if (suspects.has(one.workflowId)) return
    if (suspects.size < MOST_NAMED) suspects.set(one.workflowId, one)
    else beyond += 1
  }

  for await (const page of inPages(openRequests(means.store), means.atOnce)) {
    rows += page.length
    const open = await means.runs.ofNumbers(page.map(({ number }) => number))
    const byNumber = new Map(open.map((run) => [run.requestNumber, run]))
    const different = page.filter((row) => differs(rowOfRequest(row), byNumber.get(row.number)))
    const ids = await workflowIdsOf(means.store, different)
    for (const { _id, number } of different)
      suspect({ part: 'request', workflowId: ids.get(_id)!, requestNumber: number })
  }
  for await (const page of inPages(cardsInProduction(means.store), means.atOnce)) {
    rows += page.length
    const ids = page.map(({ _id }) => cardProductionWorkflowId(_id))
    const open = await means.runs.withIds('production', ids)
    const byId = new Map(open.map((run) => [run.workflowId, run]))
    const requests = await requestsOf(means.store, page)
    for (const [at, card] of page.entries()) {
      const workflowId = ids[at]!
      const run = byId.get(workflowId)
      const request = requests.get(card.requestId)
      if (differs(rowOfCard(card, request), run))
        suspect({
          part: 'production',
          workflowId,
          requestNumber: request?.number ?? run?.requestNumber ?? '',
        })
    }
  }
  for (const part of ['request', 'production'] as const)
    for await (const page of inPages(means.runs.all(part), means.atOnce)) {
      openRuns += page.length
      const isOpen = await openRowsOf(means.store, part, page)
      for (const run of page.filter((one) => !isOpen(one)))
        suspect({ part, workflowId: run.workflowId, requestNumber: run.requestNumber })
    }
  return { runs: [...suspects.values()], beyond, rows, openRuns }
}

/** The suspects that still differ, by the runs' own answers. */
export async function confirmRuns(
  means: Pick<Means, 'store' | 'runs'>,
  suspects: readonly RunSuspect[],
): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const suspect of suspects) {
    const { part, workflowId, requestNumber } = suspect
    const row = await rowOf(means.store, suspect)
    const asked = await means.runs.ask(part, workflowId)
    // An earlier or a later request of the same relative has the same workflow id.
    const isOwn = asked?.requestId == null || row === null || asked.requestId === row.id
    const run = isOwn ? asked : null
    const kind = differenceOf(row, run)
    if (kind === null) continue
    // The run has moved on while it was asked.
    if (row !== null && (await rowOf(means.store, suspect))?.seq !== row.seq) continue
    const record = row?.state ?? null
    const answered = runText(run)
    differences.push({
      kind,
      requestNumber,
      subject: workflowId,
      record,
      run: answered,
      store: null,
    })
  }
  return differences
}

function runText(run: AskedRun | null): string | null {
  return run && (run.state ?? run.status)
}

function differs(row: RowSeen | null, listed: ListedRun | undefined): boolean {
  return differenceOf(row, listed ? { isOpen: true, state: listed.state } : null) !== null
}

/** The open requests, in the order of the index of the lock (D5). */
async function* openRequests({ requests }: Store): AsyncGenerator<RequestRow> {
  yield* requests
    .find({ open: true }, REQUEST_FIELDS)
    .sort({ personId: 1 })
    .lean()
    .cursor() as AsyncIterable<RequestRow>
}

async function* cardsInProduction({ cards }: Store): AsyncGenerator<CardRow> {
  yield* cards
    .find({ cancelledAt: null, subState: { $in: IN_PRODUCTION } }, CARD_FIELDS)
    .lean()
    .cursor() as AsyncIterable<CardRow>
}

function isInProduction({
  subState,
  cancelledAt,
}: Pick<Card, 'subState' | 'cancelledAt'>): boolean {
  const ended: readonly ProductionSubState[] = ['delivered', 'printStopped', 'cardCancelled']
  return cancelledAt === null && !ended.includes(subState)
}

/** Production of a delivered card goes on while the delivery can be taken back. */
function mayHaveRun(card: Pick<Card, 'subState' | 'cancelledAt'>): boolean {
  return isInProduction(card) || (card.cancelledAt === null && card.subState === 'delivered')
}

function rowOfRequest(row: Pick<RequestRow, 'open' | 'status' | 'subState'>): RowSeen {
  return { isOpen: row.open, state: stateText(row) }
}

/** The lists show the request that a card was made for: without it the record has none of the two. */
function rowOfCard(
  card: Pick<CardRow, 'subState' | 'cancelledAt'>,
  request: Pick<RequestRow, 'status' | 'subState'> | undefined,
): RowSeen | null {
  if (request === undefined) return null
  return { isOpen: isInProduction(card), state: cardStateText(card, request) }
}

/** Whether the row of a run of this page is open. */
async function openRowsOf(
  store: Store,
  part: ListedRun['part'],
  page: readonly ListedRun[],
): Promise<(run: ListedRun) => boolean> {
  if (part === 'production') {
    const cards = await store.cards
      .find({ _id: { $in: page.map(({ workflowId }) => cardIdOf(workflowId)) } }, CARD_FIELDS)
      .lean()
    const open = new Set(cards.filter(mayHaveRun).map(({ _id }) => _id))
    return ({ workflowId }) => open.has(cardIdOf(workflowId))
  }
  const numbers = page.map(({ requestNumber }) => requestNumber)
  const rows = await store.requests
    .find({ number: { $in: numbers }, open: true }, { number: 1 })
    .lean()
  const open = new Set(rows.map(({ number }) => number))
  return ({ requestNumber }) => open.has(requestNumber)
}

async function rowOf(
  store: Store,
  { part, workflowId, requestNumber }: RunSuspect,
): Promise<(RowSeen & { id: string; seq: number }) | null> {
  if (part === 'production') {
    const card = await store.cards.findById(cardIdOf(workflowId), { ...CARD_FIELDS, seq: 1 }).lean()
    if (card === null) return null
    const row = rowOfCard(card, (await requestsOf(store, [card])).get(card.requestId))
    return row && { ...row, id: card._id, seq: card.seq }
  }
  const request = await store.requests
    .findOne({ number: requestNumber }, { ...REQUEST_FIELDS, seq: 1 })
    .lean()
  return request && { ...rowOfRequest(request), id: request._id, seq: request.seq }
}

function cardIdOf(workflowId: string): string {
  return workflowId.slice(cardProductionWorkflowId('').length)
}

/** By request id. */
async function workflowIdsOf(
  store: Store,
  requests: readonly RequestRow[],
): Promise<Map<string, string>> {
  const $in = requests.map(({ personId }) => personId)
  const people = await store.people.find({ _id: { $in } }, { personKey: 1 }).lean()
  const keys = new Map(people.map(({ _id, personKey }) => [_id, personKey]))
  return new Map(
    requests.map(({ _id, personId }) => [_id, requestWorkflowId(keys.get(personId) ?? '')]),
  )
}

/** The requests that cards were made for, by id. */
async function requestsOf(
  store: Store,
  cards: readonly Pick<CardRow, 'requestId'>[],
): Promise<Map<string, RequestRow>> {
  const $in = cards.map(({ requestId }) => requestId)
  const requests = await store.requests.find({ _id: { $in } }, REQUEST_FIELDS).lean()
  return new Map(requests.map((request) => [request._id, request]))
}

async function* inPages<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let page: Item[] = []
  for await (const item of items) {
    page.push(item)
    if (page.length < size) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
