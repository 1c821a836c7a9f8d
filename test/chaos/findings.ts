/** What must be true after all lives, whatever was killed meanwhile. Each breach is one line. */
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { QueryNotRegisteredError } from '@temporalio/client'
import type { WorkflowHandle } from '@temporalio/client'
import type { QueryDefinition } from '@temporalio/common'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import type { Card } from '../../services/shared/store/card'
import { pinOf } from '../../services/shared/store/keptDocument'
import type { Pin } from '../../services/shared/store/keptDocument'
import { stateOf } from '../../services/shared/store/request'
import type { RequestRecord } from '../../services/shared/store/request'
import { sha256Of } from '../../services/shared/documents/store/documentStore'
import { StorageUnavailable } from '../../services/shared/documents/store/errors'
import {
  cardProductionWorkflowId,
  productionStateQuery,
  requestStateQuery,
} from '../../workflows/contract'
import { isOpen } from '../../workflows/domain/requestState'
import { waitFor } from '../support/waitFor'
import type { Answered, Ledger } from './ledger'
import type { System } from './system'

const READABLE_WITHIN_MS = 30_000

/** @returns every breach; none if all is well */
export async function findBreaches(system: System, ledger: Ledger): Promise<string[]> {
  const requests = new Map((await system.store.requests.find().lean()).map((row) => [row._id, row]))
  const cards = new Map((await system.store.cards.find().lean()).map((row) => [row._id, row]))
  const found = [...ledger.breaches]
  for (const answered of ledger.answered) found.push(...notOnce(answered, requests, cards))
  found.push(...strangers(ledger, requests))
  for (const request of requests.values()) {
    found.push(...(await unlikeItsRun(system, request)), ...(await lostDocuments(system, request)))
  }
  for (const card of cards.values()) found.push(...(await unlikeItsProduction(system, card)))
  found.push(...(await failedRuns(system)))
  return found
}

/** An answered act is on record exactly once. */
function notOnce(
  answered: Answered,
  requests: ReadonlyMap<string, RequestRecord>,
  cards: ReadonlyMap<string, Card>,
): string[] {
  if (answered.act === 'production') {
    const { cardId, eventId, kind } = answered
    const lines = cards.get(cardId)?.audit.filter((line) => line.eventId === eventId) ?? []
    return lines.length === 1 ? [] : [`${kind} of card ${cardId} is on record ${lines.length}×`]
  }
  const request = requests.get(answered.requestId)
  if (request === undefined) return [`${answered.act}: request ${answered.requestId} is lost`]
  const actions = request.audit.map(({ action }) => action)
  const once = (...wanted: RequestRecord['audit'][number]['action'][]) =>
    actions.filter((action) => wanted.includes(action)).length === 1
  switch (answered.act) {
    case 'submit': {
      const isAsMeant =
        answered.result === 'withdrawn'
          ? request.subState === 'withdrawn'
          : request.status === answered.result
      return isAsMeant && once('filed') ? [] : [`${request.number} is not ${answered.result}`]
    }
    case 'decision':
      return request.decision?.decisionId === answered.decisionId &&
        once('cardApproved', 'cancellationApproved', 'rejected')
        ? []
        : [`${request.number}: the answered decision is not the one on record, or not once`]
    case 'arrival':
      return request.cardReceived?.receiptId === answered.receiptId && once('cardArrived')
        ? []
        : [`${request.number}: the answered arrival is not on record once`]
    case 'withdrawal':
      return request.withdrawn?.withdrawalId === answered.withdrawalId && once('withdrawn')
        ? []
        : [`${request.number}: the answered withdrawal is not on record once`]
  }
}

/** No request that nobody was told of, no number twice, and no lock that is left (D5). */
function strangers({ answered }: Ledger, requests: ReadonlyMap<string, RequestRecord>): string[] {
  const submitted = new Set(
    answered.flatMap((line) => (line.act === 'submit' ? [line.requestId] : [])),
  )
  const rows = [...requests.values()]
  const numbers = new Set(rows.map(({ number }) => number))
  return [
    ...rows
      .filter(({ _id }) => !submitted.has(_id))
      .map(({ number }) => `${number} was never answered`),
    ...rows.filter(({ open }) => open).map(({ number }) => `${number} still holds its lock`),
    ...(numbers.size === rows.length ? [] : ['a number was given twice']),
  ]
}

/** Steps are numbered without gaps; there was one run, it has ended, and it ended as the record says. */
async function unlikeItsRun({ client, store }: System, request: RequestRecord): Promise<string[]> {
  const { _id, number, seq, audit } = request
  const own = audit.filter(({ key }) => key.startsWith(`${_id}:`))
  const found =
    own.length === seq + 1 ? [] : [`${number}: ${own.length} lines for ${seq + 1} steps`]
  const query = `WorkflowType != 'cardProduction' AND RequestNumber = '${number}'`
  const runs = []
  for await (const run of client.workflow.list({ query })) runs.push(run)
  if (runs.length !== 1) return [...found, `${number} has ${runs.length} runs`]
  const [{ workflowId, runId, status }] = runs as [(typeof runs)[number]]
  if (status.name !== 'COMPLETED') return [...found, `${number}: its run is ${status.name}`]
  const run = client.workflow.getHandle(workflowId, runId)
  const answer = await answerOf(run, requestStateQuery)
  if ('breach' in answer) return [...found, `${number}: ${answer.breach}`]
  const { state, decision } = answer
  const recorded = stateOf(await store.requests.findById(_id).orFail().lean())
  const isSame =
    decision?.decisionId === request.decision?.decisionId &&
    !isOpen(state) &&
    state.status === recorded.status
  return isSame ? found : [...found, `${number}: the record differs from its run`]
}

async function unlikeItsProduction({ client }: System, card: Card): Promise<string[]> {
  const run = client.workflow.getHandle(cardProductionWorkflowId(card._id))
  const { status } = await run.describe()
  // A delivery can be taken back for some days; until then production goes on.
  const isOver = card.cancelledAt !== null
  if (status.name !== (isOver ? 'COMPLETED' : 'RUNNING'))
    return [`the production of card ${card._id} is ${status.name}, the card ${card.subState}`]
  const answer = await answerOf(run, productionStateQuery)
  if ('breach' in answer) return [`card ${card._id}: ${answer.breach}`]
  const { state } = answer
  // Production has ended with the delivery; the card was cancelled later.
  const isCancelledLater = state.subState === 'delivered' && card.cancelledAt !== null
  return state.subState === card.subState || isCancelledLater
    ? []
    : [`card ${card._id} is ${card.subState}, its production says ${state.subState}`]
}

/**
 * What a run answers. One that does not replay can no longer be moved on; its history is kept in the
 * system's temporary folder, since the servers and their data end with the command.
 */
async function answerOf<State>(
  run: WorkflowHandle,
  query: QueryDefinition<State, []>,
): Promise<State | { breach: string }> {
  try {
    return await run.query(query)
  } catch (error) {
    if (!(error instanceof QueryNotRegisteredError)) throw error
    const file = path.join(tmpdir(), `pyk-chaos-${run.workflowId}.json`)
    await writeFile(file, historyToJSON(await run.fetchHistory()))
    return { breach: `its run does not replay: ${error.message}; its history is in ${file}` }
  }
}

async function lostDocuments(
  { documents }: System,
  { number, documents: kept }: RequestRecord,
): Promise<string[]> {
  const found: string[] = []
  for (const document of kept) {
    const pin = pinOf(document)
    try {
      const { sha256 } = await waitFor(() => readable(documents, pin), {
        what: `the file ${document.kind}`,
        timeoutMs: READABLE_WITHIN_MS,
      })
      if (sha256 !== document.sha256) found.push(`${number}: the file ${document.kind} has changed`)
    } catch (error) {
      found.push(`${number}: ${String(error)} (${String((error as Error).cause)})`)
    }
  }
  return found
}

/** An object store that was killed lists its bucket before it can read every file. */
async function readable(
  documents: System['documents'],
  pin: Pin,
): Promise<{ sha256: string } | null> {
  try {
    return { sha256: await sha256Of(await documents.get(pin)) }
  } catch (error) {
    if (error instanceof StorageUnavailable) return null
    throw error
  }
}

/**
 * No run may fail, except those that ask the population register: the people of these lives have no
 * identity number, so that nobody can be asked for (S17).
 */
async function failedRuns({ client }: System): Promise<string[]> {
  const query = `WorkflowType != 'familyRefresh' AND ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated', 'Canceled')`
  const found: string[] = []
  for await (const { workflowId, status } of client.workflow.list({ query }))
    found.push(`${workflowId} is ${status.name}`)
  return found
}
