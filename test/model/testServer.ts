/**
 * Works around what the server that skips time does and a real one never does (temporal-test-server
 * of the Java SDK):
 * - A query that comes during the task with which a run continues as new is never answered. The server
 *   also keeps time from being skipped from then on (see skip in lane.ts).
 * - When a production run ends, time is no longer skipped until the run that has begun it takes note,
 *   which has ended long ago (see productionEnded in lane.ts).
 * - A message that comes at that very moment gets “not found” instead of reaching the next run.
 * - Tasks wait forever for a worker that has gone, if it kept their runs in its cache, so no lane starts
 *   its worker again.
 */
import {
  isGrpcCancelledError,
  isGrpcDeadlineError,
  WorkflowNotFoundError,
} from '@temporalio/client'
import type { Client, ConnectionLike, WorkflowClientInterceptor } from '@temporalio/client'

/** Far more than an answer takes, and little enough to lose a few of them. */
const LOST_AFTER_MS = 1_000
const MOST_TRIES = 30

/**
 * Sends again what the server has lost.
 * @param connection by which it is sent
 */
export function sendAgain(
  connection: Pick<ConnectionLike, 'withDeadline'>,
  { workflow }: Client,
): WorkflowClientInterceptor {
  const isOpen = async (workflowId: string): Promise<boolean> =>
    (await workflow.getHandle(workflowId).describe()).status.name === 'RUNNING'
  return {
    async query(input, next) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await connection.withDeadline(Date.now() + LOST_AFTER_MS, () => next(input))
        } catch (error) {
          if (tries === MOST_TRIES || !isLost(error)) throw error
        }
      }
    },
    async signal(input, next) {
      try {
        await next(input)
      } catch (error) {
        const { workflowId } = input.workflowExecution
        if (!(error instanceof WorkflowNotFoundError) || !(await isOpen(workflowId))) throw error
        await next(input)
      }
    },
  }
}

/** A native connection says “cancelled” when the time is over. */
function isLost(error: unknown): boolean {
  return isGrpcDeadlineError(error) || isGrpcCancelledError(error)
}
