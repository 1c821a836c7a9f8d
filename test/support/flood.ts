/** Messages that nobody honest sends, in large numbers. */
import { WorkflowNotFoundError } from '@temporalio/client'
import type { WorkflowHandle } from '@temporalio/client'
import { hasHadTooMany } from '../../services/shared/temporal/requestRuns'
import { waitFor } from './waitFor'

const AT_ONCE = 100

/**
 * Sends messages, many at once, until there are so many or the run has ended.
 * @param make the messages; malformed ones if it is not given
 * @returns how many the server accepted; it refuses those beyond the limit of one run
 */
export async function flood(
  run: WorkflowHandle,
  signal: string,
  count: number,
  make: () => unknown = () => 'junk',
): Promise<number> {
  let left = count
  let accepted = 0
  const send = async () => {
    while (left > 0) {
      left -= 1
      try {
        await run.signal(signal, make())
        accepted += 1
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return
        if (!hasHadTooMany(error)) throw error
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  return accepted
}

/** Sends malformed messages one after the other until the run has continued as new. */
export async function makeContinueAsNew(run: WorkflowHandle, signal: string): Promise<void> {
  const { runId } = await run.describe()
  await waitFor(
    async () => {
      await run.signal(signal, 'junk')
      return (await run.describe()).runId !== runId
    },
    { what: 'the run to continue as new' },
  )
}
