/**
 * The process's threads for work on documents. A file costs at most its budget of time and memory:
 * past it the thread is ended, and the process goes on.
 */
import { stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pLimit from 'p-limit'
import { Piscina } from 'piscina'
// The threads share its native library, which must be loaded before the first and after the last.
import 'sharp'
import { detail } from '../../../../workflows/domain/faultDetails'
import { withBuffers } from './bytes'
import { DocumentTooCostly } from './documentWork'
import type { DocumentWork } from './documentWork'
import type * as Tasks from './tasks'

export interface PoolLimits {
  /** How many files are worked on at the same time. */
  threads?: number
  /** Time for one piece of work, in milliseconds. */
  budgetMs?: number
}

type TaskName = keyof typeof Tasks
type Task<Name extends TaskName> = Parameters<(typeof Tasks)[Name]>[0]
type Result<Name extends TaskName> = Awaited<ReturnType<(typeof Tasks)[Name]>>

/** Compiled, since threads are started without the means that load TypeScript in tests. */
const TASKS = path.resolve('dist/services/shared/documents/pool/tasks.js')
/** The last resort: pixels, segments and PDFs have limits of their own. */
const HEAP_MB = 512
/** An idle thread holds some 60 MB. */
const IDLE_MS = 60_000
/** From here on a file takes long enough to be felt by those behind it. */
const LARGE_BYTES = 4 * 1024 * 1024

/** Starts threads on demand. */
export function createDocumentPool({
  // With one thread, a single costly file would hold up everybody's.
  threads = Math.max(2, os.availableParallelism()),
  budgetMs = 10_000,
}: PoolLimits = {}): DocumentWork {
  const pool = new Piscina({
    filename: TASKS,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  const inTurn = fairTurns(threads)

  /** The budget counts from the start of the work, not from the start of the wait. */
  async function run<Name extends TaskName>(
    name: Name,
    task: () => Task<Name> | Promise<Task<Name>>,
  ): Promise<Result<Name>> {
    const message = await task()
    const budget = AbortSignal.timeout(budgetMs)
    try {
      return withBuffers(await pool.run(message, { name, signal: budget })) as Result<Name>
    } catch (error) {
      if (budget.aborted) throw new DocumentTooCostly('overTime')
      if (isOutOfMemory(error)) throw new DocumentTooCostly('overMemory')
      throw error
    }
  }

  return {
    judge: (owner, kind, file) =>
      inTurn(
        owner,
        () => sizeOf(file),
        async () => {
          try {
            return await run('judge', () => ({ kind, file }))
          } catch (error) {
            if (!(error instanceof DocumentTooCostly)) throw error
            const finding = {
              code: 'tooCostly',
              measured: detail(error.exceeded),
              required: '',
            } as const
            return { outcome: 'refused', findings: [finding] }
          }
        },
      ),
    verify: (owner, kind, stored) =>
      inTurn(owner, usual, () => run('verify', async () => ({ kind, bytes: await stored() }))),
    readAgain: (owner, kind, stored) =>
      inTurn(owner, usual, () => run('readAgain', async () => ({ kind, bytes: await stored() }))),
    cutPhoto: (owner, source, frame) =>
      inTurn(owner, usual, () => run('cutPhoto', async () => ({ bytes: await source(), frame }))),
    adviceOn: (owner, upright, frame) =>
      inTurn(owner, usual, () =>
        run('adviceOn', async () => ({ upright: await upright(), frame })),
      ),
    close: () => pool.destroy(),
  }
}

type Size = 'large' | 'usual'

const usual = () => Promise.resolve<Size>('usual')

async function sizeOf(file: string): Promise<Size> {
  return (await stat(file)).size >= LARGE_BYTES ? 'large' : 'usual'
}

/**
 * Takes work in the order in which it comes, but of each owner one piece at a time: many files of
 * one account do not wait before a single one of another. Large files leave one thread to others,
 * and with it a processor to the pages.
 */
function fairTurns(atOnce: number) {
  const all = pLimit(atOnce)
  const large = pLimit(Math.max(1, atOnce - 1))
  const lastOf = new Map<string, Promise<unknown>>()
  return async <Value>(
    owner: string,
    sizeOfWork: () => Promise<Size>,
    work: () => Promise<Value>,
  ): Promise<Value> => {
    const whenFree = async () =>
      (await sizeOfWork()) === 'large' ? large(() => all(work)) : all(work)
    const mine = (lastOf.get(owner) ?? Promise.resolve()).then(whenFree)
    const settled = mine.catch(() => undefined)
    lastOf.set(owner, settled)
    try {
      return await mine
    } finally {
      if (lastOf.get(owner) === settled) lastOf.delete(owner)
    }
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_WORKER_OUT_OF_MEMORY'
  )
}
