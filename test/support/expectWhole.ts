/** What must be true of completed requests, even if processes were killed meanwhile. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { cardProductionWorkflowId, requestWorkflowId } from '../../workflows/contract'
import type { RequestRecord } from '../../services/shared/store/request'
import type { Product } from './product'
import type { Story } from './stories'
import { waitFor } from './world'

/**
 * The server repeats a task when a signal arrives during it; any other failed task is a fault of
 * ours.
 */
const ASKED_AGAIN = 'WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND'

/**
 * Every request ended as it was decided, none was lost or duplicated, and the record matches the
 * runs.
 */
export async function expectWhole(product: Product, stories: readonly Story[]): Promise<void> {
  await Promise.all(stories.map((story) => expectFinished(product, story)))
  await expectNothingTwice(product, stories)
  await expectNoFailedRun(product)
}

async function expectFinished(
  { store, client }: Product,
  { input, personKey, decision }: Story,
): Promise<void> {
  const run = client.workflow.getHandle(requestWorkflowId(personKey))
  expect(await run.result()).toEqual({ outcome: decision.outcome })
  const row = await store.requests.findById(input.requestId).orFail().lean()
  expect(row).toMatchObject({ number: input.requestNumber, status: decision.outcome, open: false })
  expect(row.decision).toMatchObject({
    decisionId: decision.decisionId,
    by: decision.by,
    outcome: decision.outcome,
  })
  expectOneLinePerStep(row)

  const { events } = JSON.parse(historyToJSON(await run.fetchHistory())) as { events: Event[] }
  const checks = events.filter(
    ({ eventType }) => eventType === 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED',
  )
  const checked = checks.filter(
    (check) => check.activityTaskScheduledEventAttributes!.activityType.name === CHECK,
  )
  expect(checked).toHaveLength(input.documents.length > 0 ? 1 : 0)
  const failed = events.flatMap((event) => event.workflowTaskFailedEventAttributes?.cause ?? [])
  expect(failed.filter((cause) => cause !== ASKED_AGAIN)).toEqual([])
}

const CHECK = 'checkDocuments'

interface Event {
  eventType: string
  activityTaskScheduledEventAttributes?: { activityType: { name: string } }
  workflowTaskFailedEventAttributes?: { cause: string }
}

/** Steps are numbered without gaps, and each left one audit line, in order. */
function expectOneLinePerStep({ _id, seq, audit }: RequestRecord): void {
  const own = audit.filter(({ key }) => key.startsWith(`${_id}:`)).map(({ key }) => key)
  expect(own).toEqual(Array.from({ length: seq + 1 }, (_, step) => `${_id}:${step}`))
}

async function expectNothingTwice(product: Product, stories: readonly Story[]): Promise<void> {
  const { store, client } = product
  const numbers = await store.requests.find({}, { number: 1 }).lean()
  expect(new Set(numbers.map(({ number }) => number)).size).toBe(numbers.length)

  await Promise.all(stories.map((story) => expectOneCard(product, story)))
  const own = stories.map(({ input }) => `'${input.requestNumber}'`).join(', ')
  const query = `WorkflowType != 'cardProduction' AND RequestNumber IN (${own})`
  const oneRunEach = async () => (await client.workflow.count(query)).count === stories.length
  await waitFor(oneRunEach, { what: `one run for each of ${stories.length} requests` })
}

/**
 * An approval made one card, which is in production; an approved cancellation ended its card, a
 * rejected one did not (S69).
 */
async function expectOneCard(
  { store, client }: Product,
  { input, decision }: Story,
): Promise<void> {
  const approved = decision.outcome === 'approved'
  if (input.type === 'cancellationRequest') {
    const card = await store.cards.findById(input.cardId).orFail().lean()
    expect(card.cancelledBy).toBe(approved ? input.requestId : null)
    return
  }
  const cards = await store.cards.find({ requestId: input.requestId }).lean()
  expect(cards).toHaveLength(approved ? 1 : 0)
  for (const { _id } of cards) {
    const production = await client.workflow.getHandle(cardProductionWorkflowId(_id)).describe()
    expect(production.status.name).toBe('RUNNING')
  }
}

async function expectNoFailedRun({ client }: Product): Promise<void> {
  const query = `ExecutionStatus IN ('Failed', 'TimedOut', 'Terminated', 'Canceled')`
  expect((await client.workflow.count(query)).count).toBe(0)
}
