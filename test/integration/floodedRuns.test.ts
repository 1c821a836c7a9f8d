/** What anybody who can send messages to a run can do to it on a real Temporal server: nothing. */
import { NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { WorkflowHandle } from '@temporalio/client'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { createRecordActivities } from '../../activities'
import {
  bureauDecision,
  cardProductionWorkflowId,
  productionEvent,
  requestStateQuery,
} from '../../workflows/contract'
import type { CancellationRequestInput } from '../../workflows/contract'
import { flood } from '../support/flood'
import { useLiveProduct } from '../support/liveProduct'
import { approval, cardEvent, cardRequestInput, opening } from '../support/messages'
import { operatorsView } from '../support/operatorsView'
import { installQuietRuntime } from '../support/quietRuntime'
import { waitFor, workflowBundlePath } from '../support/world'
import type { MessageAnswer } from '../../services/shared/temporal/messenger'

const MOST_REFUSALS = 100
const MEGABYTE = 2 ** 20
/** Thousands of messages take long where other tests run at the same time. */
const PATIENCE_MS = 180_000
jest.setTimeout(PATIENCE_MS)

describe('a run that anybody can send messages to', () => {
  const live = useLiveProduct()

  const floodOf = (run: WorkflowHandle, signal: string, count: number) =>
    flood(live().world.temporal, run, { signal, count })
  const runIdOf = async (run: WorkflowHandle) => (await run.describe()).runId

  /** As a clerk presses the button again when the busy engine gave no answer in time. */
  const untilTaken = (send: () => Promise<MessageAnswer>) =>
    waitFor(async () => ['taken', 'closed'].includes((await send()).kind), {
      what: 'the message to be taken',
      timeoutMs: PATIENCE_MS,
    })

  it('D5 D7 is decided after 12,000 malformed messages and 40 of a megabyte', async () => {
    const { product, runOf, rowOf, inReview } = live()
    const story = await inReview()
    const run = runOf(story)
    const another = cardRequestInput({ requestNumber: 'PYK-2027-000001' })
    const first = await runIdOf(run)
    const large = async () => {
      await expect(
        run.signal<[string]>(bureauDecision.name, 'x'.repeat(MEGABYTE)),
      ).rejects.toThrow()
      return true
    }
    const [accepted] = await Promise.all([
      floodOf(run, bureauDecision.name, 12_000),
      ...Array.from({ length: 40 }, large),
    ])
    // The others were refused by the server, while the run had had as many as one run may.
    expect(accepted).toBeGreaterThan(2_000)
    expect(await runIdOf(run)).not.toBe(first)
    expect(await product.runs.start(story.personKey, another)).toEqual({
      kind: 'otherRequestOpen',
      requestNumber: story.input.requestNumber,
    })
    // None of those that came while it continued as new was lost.
    expect(await run.query(requestStateQuery)).toMatchObject({ refusalCount: accepted })
    expect((await operatorsView(product.client, run.workflowId)).details).toContain(
      `**Kabul edilmeyen ileti:** ${accepted}`,
    )

    const { requestId } = story.input
    expect(await product.runs.openReview(story.personKey, opening(requestId))).toEqual({
      kind: 'taken',
    })
    const decision = approval(requestId)
    await untilTaken(() => product.runs.decide(story.personKey, decision))
    expect(await run.result()).toEqual({ outcome: 'approved' })
    const record = await rowOf(requestId)
    expect(record).toMatchObject({ status: 'approved', open: false })
    const refused = record.audit.filter(({ action }) => action === 'refused')
    expect(refused).toHaveLength(MOST_REFUSALS)
    expect(record.audit.filter(({ action }) => action === 'refusalsCounted')).toMatchObject([
      { count: accepted - MOST_REFUSALS },
    ])
    expect(await product.runs.start(story.personKey, another)).toEqual({
      kind: 'started',
    })
  })

  it.each([bureauDecision.name, 'unknownMessage'])(
    'D7 is decided while messages named %s keep coming',
    async (name) => {
      const { product, runOf, inReview } = live()
      const story = await inReview()
      const run = runOf(story)
      const first = await runIdOf(run)
      const flooding = floodOf(run, name, 3_000)
      await waitFor(async () => (await runIdOf(run)) !== first, {
        what: 'the run to continue as new',
      })
      const decision = approval(story.input.requestId)
      await untilTaken(() => product.runs.decide(story.personKey, decision))
      expect(await run.result()).toEqual({ outcome: 'approved' })
      await flooding
    },
  )

  it('D1 prints its card after 2,000 malformed messages', async () => {
    const { product, teller, productionOf } = live()
    const story = await teller.unprinted('approved')
    const { cardId } = story.input as CancellationRequestInput
    const run = productionOf(cardId)
    const first = await runIdOf(run)
    const accepted = await floodOf(run, productionEvent.name, 2_000)
    expect(accepted).toBeGreaterThan(1_000)
    expect(await runIdOf(run)).not.toBe(first)
    for (const kind of ['printed', 'sent', 'delivered'] as const) {
      const event = cardEvent(cardId, kind)
      await untilTaken(() => product.runs.recordProduction(event))
    }
    expect(await run.result()).toEqual({ subState: 'delivered' })
  })

  it('D3 gets a message of another run later if it can accept no more', async () => {
    const { world, product, teller, crowd, runOf } = live()
    const story = await teller.unprinted('approved')
    const { cardId } = story.input as CancellationRequestInput
    const workflowId = cardProductionWorkflowId(cardId)
    const original = product.client.workflow.getHandle(workflowId)
    const args = await argumentsOf(original)
    await original.terminate()
    const production = await product.client.workflow.start('cardProduction', {
      workflowId,
      taskQueue: 'without-worker',
      args,
    })
    await floodOf(production, productionEvent.name, 1_000)
    await crowd.file(story)
    await waitFor(
      async () => {
        const history = historyToJSON(await runOf(story).fetchHistory())
        return history.includes('SIGNAL_COUNT_LIMIT_EXCEEDED')
      },
      { what: 'production to refuse the message' },
    )

    installQuietRuntime()
    const connection = await NativeConnection.connect({ address: world.temporal.address })
    const worker = await Worker.create({
      connection,
      namespace: world.temporal.namespace,
      taskQueue: 'without-worker',
      workflowBundle: { codePath: workflowBundlePath },
      activities: { ...createRecordActivities(product.store) },
    })
    await worker.runUntil(async () => {
      await crowd.ready(story)
      await crowd.decide(story)
      expect(await runOf(story).result()).toEqual({ outcome: 'approved' })
      expect(await production.result()).toEqual({ subState: 'printStopped' })
    })
    await connection.close()
    await Runtime.instance().shutdown()
  })

  async function argumentsOf(run: WorkflowHandle): Promise<unknown[]> {
    const { events } = await run.fetchHistory()
    const payloads = events![0]!.workflowExecutionStartedEventAttributes!.input!.payloads!
    return payloads.map(({ data }) => JSON.parse(Buffer.from(data!).toString('utf8')) as unknown)
  }
})
