/**
 * Life cycles per second of a card request, from submit to decision, on the same server with the
 * same worker settings. Rounds alternate, so that a busy machine slows all equally. Hollow rounds
 * run the product's workflow with empty activities: against the bare workflow they show what the
 * workflow itself costs, and the product against them what its activities cost. A rejected request
 * is one run, like the bare workflow; an approved one also starts the run of its card's production,
 * which is included.
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Client, Connection } from '@temporalio/client'
import { connectStore } from '../../services/shared/store/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { bureauDecision, requestWorkflowId, TASK_QUEUES } from '../../workflows/contract'
import type { BureauDecision, Proven, StoredDocument } from '../../workflows/contract'
import { approval, cardRequestInput, rejection } from '../support/messages'
import { writePeople } from '../support/peopleOnRecord'
import { BARE_QUEUE } from './bare/queue'
import { median } from './median'
import { cpuTimeMs, startProcess } from './stack'
import type { BenchStack, Measured } from './stack'

const ROUNDS = 5
const LIFE_CYCLES = 150
const AT_ONCE = 32
const WARM_UP = 20
/** One for each request that is rejected or approved by the product. */
const RELATIVES = 2 * (WARM_UP + ROUNDS * LIFE_CYCLES)

interface Round {
  perSecond: number
  /** Of the workers, per life cycle. */
  cpuMs: number
}

interface Compared extends Round {
  /** Rate relative to another kind of round. */
  ratio: number
}

export interface LifeCycleResult {
  /** Against hollow rounds. */
  rejected: Compared
  approved: Compared
  /** Against bare rounds. */
  hollow: Compared
  bare: Round
  workers: Measured[]
}

/** Leaves the product's workers running, so that their memory can be measured. */
export async function measureLifeCycles(stack: BenchStack): Promise<LifeCycleResult> {
  const connection = await Connection.connect({ address: stack.temporal.address })
  const { namespace, secondNamespace: hollowNamespace } = stack.temporal
  const client = new Client({ connection, namespace })
  const hollowClient = new Client({ connection, namespace: hollowNamespace })
  const store = await connectStore(stack.mongoUrl('bench'), stack.environment['AUDIT_KEYS']!)
  const product = await Promise.all([
    startProcess(stack, 'services/worker/requests'),
    startProcess(stack, 'services/worker/documents'),
  ])
  const bare = await startProcess(stack, 'test/bench/bare/worker')
  const hollow = await Promise.all(
    Object.values(TASK_QUEUES).map((queue) =>
      startProcess(stack, 'test/bench/bare/hollowWorker', {
        TEMPORAL_NAMESPACE: hollowNamespace,
        TASK_QUEUE: queue,
      }),
    ),
  )
  const documents = await storeDocuments(stack)
  const waiting = new Map<string, () => void>()
  const notifyWaiter = (id: string) => waiting.get(id)?.()
  const changes = store.requests.watch([
    { $match: { 'updateDescription.updatedFields.subState': 'inReview' } },
  ])
  changes.on('change', (change: { documentKey: { _id: string } }) =>
    notifyWaiter(change.documentKey._id),
  )
  for (const { child } of [bare, ...hollow])
    child.on('message', ({ waiting: id }: { waiting: string }) => notifyWaiter(id))
  const untilWaiting = (id: string) => new Promise<void>((resolve) => waiting.set(id, resolve))

  const relatives = Array.from({ length: RELATIVES }, () => randomUUID())
  await writePeople(
    store,
    relatives.map((id) => ({ _id: id, personKey: id })),
  )
  const requestCycle = async (
    on: Client,
    personId: string,
    decisionOn: (requestId: string) => Proven<BureauDecision>,
  ) => {
    const input = cardRequestInput({ personId, documents })
    const inReview = untilWaiting(input.requestId)
    await createRequestRuns(on).start(personId, input)
    await inReview
    const run = on.workflow.getHandle(requestWorkflowId(personId))
    await run.signal(bureauDecision, decisionOn(input.requestId))
    await run.result()
  }
  const bareCycle = async () => {
    const workflowId = randomUUID()
    const notifyWaiter = untilWaiting(workflowId)
    const run = await client.workflow.start('bare', { workflowId, taskQueue: BARE_QUEUE, args: [] })
    await notifyWaiter
    await run.signal('goOn')
    await run.result()
  }

  const kinds = {
    bare: { workers: [bare], cycle: bareCycle },
    hollow: {
      workers: hollow,
      cycle: () => requestCycle(hollowClient, randomUUID(), rejection),
    },
    rejected: { workers: product, cycle: () => requestCycle(client, relatives.pop()!, rejection) },
    approved: { workers: product, cycle: () => requestCycle(client, relatives.pop()!, approval) },
  }
  type Kind = keyof typeof kinds
  const names = Object.keys(kinds) as Kind[]
  const rounds: Record<Kind, Round[]> = { bare: [], hollow: [], rejected: [], approved: [] }
  await Promise.all(names.map((name) => atOnce(WARM_UP, kinds[name].cycle)))
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) rounds[name].push(await timed(kinds[name]))
  }

  await changes.close()
  await Promise.all([bare, ...hollow].map(({ stop }) => stop()))
  await store.close()
  await connection.close()
  return {
    rejected: compared(rounds.rejected, rounds.hollow),
    approved: compared(rounds.approved, rounds.hollow),
    hollow: compared(rounds.hollow, rounds.bare),
    bare: medianRound(rounds.bare),
    workers: product,
  }
}

function compared(rounds: Round[], others: Round[]): Compared {
  const ratio = median(rounds.map(({ perSecond }, index) => perSecond / others[index]!.perSecond))
  return { ...medianRound(rounds), ratio }
}

async function timed({
  workers,
  cycle,
}: {
  workers: Measured[]
  cycle: () => Promise<void>
}): Promise<Round> {
  const cpuBefore = totalCpu(workers)
  const start = performance.now()
  await atOnce(LIFE_CYCLES, cycle)
  const seconds = (performance.now() - start) / 1_000
  return { perSecond: LIFE_CYCLES / seconds, cpuMs: (totalCpu(workers) - cpuBefore) / LIFE_CYCLES }
}

/** Runs some life cycles, at most AT_ONCE in parallel. */
async function atOnce(count: number, cycle: () => Promise<void>): Promise<void> {
  let left = count
  const lane = async () => {
    while (left > 0) {
      left -= 1
      await cycle()
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, lane))
}

function totalCpu(workers: Measured[]): number {
  return workers.reduce((sum, worker) => sum + cpuTimeMs(worker), 0)
}

function medianRound(rounds: Round[]): Round {
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    cpuMs: median(rounds.map(({ cpuMs }) => cpuMs)),
  }
}

async function storeDocuments({ documents }: BenchStack): Promise<StoredDocument[]> {
  const [photo, receipt] = await Promise.all([readFile(SAMPLE_PHOTO), readFile(SAMPLE_RECEIPT)])
  return Promise.all([documents.put('photo', photo), documents.put('receipt', receipt)])
}

const SAMPLE_PHOTO = 'deploy/demo/samples/dogru-fotograf.jpg'
const SAMPLE_RECEIPT = 'deploy/demo/samples/dogru-dekont.pdf'
