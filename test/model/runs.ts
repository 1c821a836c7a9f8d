/** What the runs of one relative say of themselves, compared with the record and the model. */
import type { WorkflowHandle } from '@temporalio/client'
import {
  cardProductionWorkflowId,
  productionStateQuery,
  requestStateQuery,
} from '../../workflows/contract'
import type { RequestResult } from '../../workflows/contract'
import { Disagreement } from './disagreement'
import type { Lane } from './lane'
import { openRequest, subStateOf } from './life'
import type { CardLife, Life, RequestLife } from './life'
import { unequal, wordsOf } from './record'
import type { Recorded } from './record'

/** Every difference between the open runs, the record and the model. */
export async function differencesOfRuns(
  { client }: Lane,
  lock: WorkflowHandle,
  life: Life,
  record: Recorded,
): Promise<string[]> {
  const found: string[] = []
  const open = openRequest(life)
  if (open !== undefined) found.push(...(await differencesOfRequest(lock, open, record)))
  for (const card of life.cards) {
    if (card.run !== 'open' || card.cardId === null) continue
    const production = client.workflow.getHandle(cardProductionWorkflowId(card.cardId))
    found.push(...(await differencesOfProduction(production, card)))
  }
  return found
}

async function differencesOfRequest(
  lock: WorkflowHandle,
  request: RequestLife,
  { requests }: Recorded,
): Promise<string[]> {
  const run = await lock.query(requestStateQuery)
  const row = requests.find(({ _id }) => _id === request.requestId)!
  return [
    ...unequal('request', run.requestId, row._id),
    ...unequal('state', wordsOf(run.state), wordsOf(row)),
    ...unequal('decision', run.decision?.decisionId, row.decision?.decisionId),
    ...unequal('arrival', run.cardReceived?.receiptId, row.cardReceived?.receiptId),
    ...unequal('opening', run.opened?.openingId, row.opened?.openingId),
    ...unequal('withdrawal', run.withdrawal?.withdrawalId, row.withdrawn?.withdrawalId),
    ...unequal('ask', run.asked?.askId, row.asked?.askId),
    ...unequal('due', run.dueAt, row.dueAt?.toISOString()),
    ...unequal('refused', honest(run.refusals), causesOf(request.refused)),
  ].map((difference) => `the run of ${request.requestNumber}: ${difference}`)
}

async function differencesOfProduction(
  production: WorkflowHandle,
  card: CardLife,
): Promise<string[]> {
  const run = await production.query(productionStateQuery)
  return [
    ...unequal('state', run.state.subState, subStateOf(card)),
    ...unequal(
      'taken',
      run.taken.map(({ eventId }) => eventId),
      card.events.map(({ id }) => id),
    ),
    ...unequal(
      'taken back',
      run.reverted.map(({ reversalId }) => reversalId),
      card.reverted,
    ),
    ...unequal('refused', honest(run.refusals), causesOf(card.refused)),
  ].map((difference) => `the production of card ${card.cardId}: ${difference}`)
}

/** Without those that the run has asked for again. */
function honest(refusals: readonly { messageId: string | null; cause: string }[]): string[] {
  return refusals
    .filter(({ cause }) => cause !== 'busy')
    .map(({ messageId, cause }) => `${messageId}: ${cause}`)
    .toSorted()
}

function causesOf(refused: RequestLife['refused']): string[] {
  return refused.map(({ id, cause }) => `${id}: ${cause}`).toSorted()
}

/** The runs of a relative that are open by the model. */
export function openRuns({ client }: Lane, lock: WorkflowHandle, life: Life): WorkflowHandle[] {
  const productions = life.cards.flatMap(({ run, cardId }) =>
    run === 'open' && cardId !== null
      ? [client.workflow.getHandle(cardProductionWorkflowId(cardId))]
      : [],
  )
  return [...(openRequest(life) === undefined ? [] : [lock]), ...productions]
}

/** Waits for the end of the runs whose end has been taken. @returns what is wrong with their results */
export async function ended(lane: Lane, lock: WorkflowHandle, life: Life): Promise<string[]> {
  const { client } = lane
  const found: string[] = []
  const last = life.requests.at(-1)
  if (last?.run === 'ending') {
    const { outcome } = await resultOf<RequestResult>(client, lock)
    found.push(...unequal(`the end of ${last.requestNumber}`, outcome, outcomeOf(last)))
    last.run = 'closed'
  }
  for (const card of life.cards) {
    if (card.run !== 'ending' || card.cardId === null) continue
    const production = client.workflow.getHandle(cardProductionWorkflowId(card.cardId))
    const { subState } = await resultOf<{ subState: string }>(client, production)
    found.push(...unequal(`the end of card ${card.cardId}`, subState, subStateOf(card)))
    card.run = 'closed'
    await lane.productionEnded()
  }
  return found
}

/** Generous for a busy machine. */
const ENDS_WITHIN_MS = 30_000

async function resultOf<Result>(client: Lane['client'], run: WorkflowHandle): Promise<Result> {
  try {
    return await client.withDeadline(
      Date.now() + ENDS_WITHIN_MS,
      async () => (await run.result()) as Result,
    )
  } catch (error) {
    throw new Disagreement(`${run.workflowId} has not ended as it should`, { cause: error })
  }
}

function outcomeOf({ state: { status, subState } }: RequestLife): string {
  return subState === 'withdrawn' ? 'withdrawn' : status === 'rejected' ? 'rejected' : 'approved'
}
