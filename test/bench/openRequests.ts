/**
 * Many requests that wait for the bureau: what they cost each worker in memory, and how long a
 * worker that was killed takes until its runs answer again.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { Client, Connection } from '@temporalio/client'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { requestStateQuery, requestWorkflowId } from '../../workflows/contract'
import { cardRequestInput } from '../support/messages'
import { writePeople } from '../support/peopleOnRecord'
import { waitFor } from '../support/waitFor'
import { residentMb, startProcess } from './stack'
import type { BenchStack, Measured } from './stack'

const FEW = 100
const MANY = 10_000
const AT_ONCE = 64
/** A query waits for a worker; far longer than a worker takes to start. */
const PATIENCE_MS = 120_000
const FILED_WITHIN_MS = 20 * 60_000

interface WorkerMemory {
  name: string
  fewMb: number
  manyMb: number
}

export interface OpenRequestsResult {
  few: number
  many: number
  memory: WorkerMemory[]
  /** From the kill of the requests worker until a run answers a query, in seconds. */
  backAfterSeconds: number
}

export async function measureOpenRequests(stack: BenchStack): Promise<OpenRequestsResult> {
  const { address, secondNamespace: namespace } = stack.temporal
  const mongoUrl = stack.mongoUrl('open')
  const over = { TEMPORAL_NAMESPACE: namespace, MONGO_URL: mongoUrl }
  const start = (name: string) => startProcess(stack, `services/worker/${name}`, over)
  const [requests, documents] = [await start('requests'), await start('documents')]
  const connection = await Connection.connect({ address })
  const client = new Client({ connection, namespace })
  const store = await connectStore(mongoUrl, stack.environment['AUDIT_KEYS']!)
  let restarted: Measured | null = null
  try {
    const photo = await stack.documents.put('photo', await readFile(SAMPLE_PHOTO))
    const workers = [requests, documents]
    const memory = () => workers.map(({ child }) => residentMb(child.pid!))
    const runs = createRequestRuns(client, PATIENCE_MS)
    const fileUpTo = async (count: number) => {
      await inLanes(count - (await store.requests.countDocuments()), async () => {
        const input = cardRequestInput({ documents: [photo] })
        const { personId } = input
        await writePeople(store, [{ _id: personId, personKey: personId }])
        await runs.start(personId, input)
      })
      await untilInReview(store, count)
    }
    await fileUpTo(FEW)
    const few = memory()
    await fileUpTo(MANY)
    const many = memory()
    const ended = once(requests.child, 'exit')
    const killedAt = performance.now()
    requests.child.kill('SIGKILL')
    await ended
    restarted = await start('requests')
    const { personId } = await store.requests.findOne({}, { personId: 1 }).orFail().lean()
    const run = client.workflow.getHandle(requestWorkflowId(personId))
    await client.withDeadline(Date.now() + PATIENCE_MS, () => run.query(requestStateQuery))
    const backAfterSeconds = (performance.now() - killedAt) / 1_000
    return {
      few: FEW,
      many: MANY,
      memory: workers.map(({ name }, index) => ({
        name,
        fewMb: few[index]!,
        manyMb: many[index]!,
      })),
      backAfterSeconds,
    }
  } finally {
    await Promise.all([(restarted ?? requests).stop(), documents.stop()])
    await store.close()
    await connection.close()
  }
}

function untilInReview(store: Store, count: number): Promise<unknown> {
  return waitFor(
    async () => (await store.requests.countDocuments({ subState: 'inReview' })) === count,
    { what: `${count} requests in review`, timeoutMs: FILED_WITHIN_MS },
  )
}

async function inLanes(count: number, task: () => Promise<unknown>): Promise<void> {
  let left = count
  const lane = async () => {
    while (left > 0) {
      left -= 1
      await task()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

const SAMPLE_PHOTO = 'deploy/demo/samples/dogru-fotograf.jpg'
