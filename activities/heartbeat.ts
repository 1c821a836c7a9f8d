/** Keeps Temporal informed that a longer activity is alive. */
import { Context } from '@temporalio/activity'

/** Well below the heartbeat timeout of the workflows, so that one lost heartbeat does no harm. */
export const HEARTBEAT_MS = 4_000

/** Sends heartbeats while the work runs. */
export async function beating<Result>(
  everyMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const context = Context.current()
  const timer = setInterval(() => context.heartbeat(), everyMs)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
