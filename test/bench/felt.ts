/**
 * What people wait for, over HTTP, with a thousand and with a million requests on record. Both
 * systems run at the same time and are visited in turns, so that a busy machine slows both. Filing
 * and deciding are compared with the same calls to the engine on runs that do nothing.
 */
import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { requestAttributes, stateAttributes } from '../../workflows/contract'
import { receivedState } from '../../workflows/domain/requestState'
import { cardRequestInput } from '../support/messages'
import { BARE_QUEUE } from './bare/queue'
import { ACTS, openFeltSystem } from './feltSystem'
import type { Act } from './feltSystem'
import { waitOf } from './percentiles'
import type { Wait } from './percentiles'
import { startProcess } from './stack'
import type { BenchStack } from './stack'

const SMALL = 1_000
const LARGE = 1_000_000
const ROUNDS = 100
/** Rounds before, in which templates and caches warm up. */
const WARM_UP = 5

export interface FeltResult {
  acts: Record<Act, { small: Wait; large: Wait }>
  /** The same calls to the engine, on the bare workflow. */
  bare: { submit: Wait; decision: Wait }
}

type Times = Record<Act, number[]>
type Size = 'small' | 'large'

export async function measureFelt(stack: BenchStack): Promise<FeltResult> {
  const { namespace, secondNamespace } = stack.temporal
  const staffCount = WARM_UP + ROUNDS + 1
  const small = await openFeltSystem(stack, {
    namespace,
    requests: SMALL,
    ports: { portal: 21_806, bureau: 21_807 },
    staffCount,
  })
  const large = await openFeltSystem(stack, {
    namespace: secondNamespace,
    requests: LARGE,
    ports: { portal: 21_808, bureau: 21_809 },
    staffCount,
  })
  const bare = await openBareEngine(stack)
  try {
    const times = { small: noTimes(), large: noTimes() }
    const engine = { submit: [] as number[], decision: [] as number[] }
    await inTurns(
      ['home', 'family', 'submit', 'request'],
      { small: small.staff, large: large.staff },
      times,
      (size) => ({ small, large })[size].settle(),
    )
    const clerks = { small: await small.clerk(), large: await large.clerk() }
    await inTurns(['queue', 'review', 'searchByNumber', 'searchByName', 'decision'], clerks, times)
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      engine.submit.push(await timeOf(bare.submit))
      engine.decision.push(await timeOf(bare.decision))
    }
    const measured = (list: readonly number[]) => waitOf(list.slice(WARM_UP))
    return {
      acts: Object.fromEntries(
        ACTS.map((act) => [
          act,
          { small: measured(times.small[act]), large: measured(times.large[act]) },
        ]),
      ) as FeltResult['acts'],
      bare: { submit: measured(engine.submit), decision: measured(engine.decision) },
    }
  } finally {
    await bare.close()
    await small.close()
    await large.close()
  }
}

function noTimes(): Times {
  return Object.fromEntries(ACTS.map((act) => [act, [] as number[]])) as Times
}

/** Which of the two systems is visited first changes with each round. */
async function inTurns<Name extends Act>(
  acts: readonly Name[],
  people: Record<Size, readonly Record<Name, () => Promise<void>>[]>,
  times: Record<Size, Times>,
  settle?: (size: Size) => Promise<void>,
): Promise<void> {
  for (const [round, one] of people.small.entries()) {
    const pair = { small: one, large: people.large[round]! }
    const sizes: readonly Size[] = round % 2 === 0 ? ['small', 'large'] : ['large', 'small']
    for (const act of acts) {
      for (const size of sizes) {
        times[size][act].push(await timeOf(pair[size][act]))
        await settle?.(size)
      }
    }
  }
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await act()
  return performance.now() - began
}

/**
 * The engine's part alone: filing starts a run and waits for its first task; a decision is a signal
 * and a query, and so is the opening of the next request.
 */
async function openBareEngine(stack: BenchStack) {
  const worker = await startProcess(stack, 'test/bench/bare/worker')
  const connection = await Connection.connect({ address: stack.temporal.address })
  const client = new Client({ connection, namespace: stack.temporal.namespace })
  const input = cardRequestInput()
  const start = async () => {
    const run = await client.workflow.start('bare', {
      workflowId: randomUUID(),
      taskQueue: BARE_QUEUE,
      args: [],
      typedSearchAttributes: [
        ...requestAttributes(input),
        ...stateAttributes(receivedState(input.type)),
      ],
    })
    await run.query('state')
    return run
  }
  const decided = [await start(), await start()] as const
  const tell = async (run: (typeof decided)[number]) => {
    await run.signal('note')
    await run.query('state')
  }
  return {
    submit: start,
    decision: async () => {
      await tell(decided[0])
      await tell(decided[1])
    },
    close: async () => {
      await worker.stop()
      await connection.close()
    },
  }
}
