/** Messages that nobody honest sends, in large numbers. */
import type { WorkflowHandle } from '@temporalio/client'
import { waitFor } from './waitFor'

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
