/** Messages that nobody honest sends, in large numbers. */
import { Client, Connection, ServiceError, WorkflowNotFoundError } from '@temporalio/client'
import type { WorkflowHandle } from '@temporalio/client'
import { waitFor } from './waitFor'

const AT_ONCE = 100

/**
 * Sends messages to the newest run of a workflow, many at once, until there were so many or it has
 * ended. Refused ones are not sent again.
 * @param what.make the messages; malformed ones if it is not given
 * @returns how many the server accepted; it refuses those beyond the limit of one run
 */
export async function flood(
  { address, namespace }: { address: string; namespace: string },
  { workflowId }: Pick<WorkflowHandle, 'workflowId'>,
  what: { signal: string; count: number; make?: () => unknown },
): Promise<number> {
  const { signal, count, make = () => 'junk' } = what
  // Without the SDK's own interceptor, which sends a refused message again.
  const connection = await Connection.connect({ address, interceptors: [] })
  const run = new Client({ connection, namespace }).workflow.getHandle(workflowId)
  let left = count
  let accepted = 0
  const send = async () => {
    while (left > 0) {
      left -= 1
      const outcome = await outcomeOf(run.signal(signal, make()))
      if (outcome === 'accepted') accepted += 1
      if (outcome === 'ended') left = 0
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, send))
  await connection.close()
  return accepted
}

async function outcomeOf(sent: Promise<void>): Promise<'accepted' | 'refused' | 'ended'> {
  try {
    await sent
    return 'accepted'
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'ended'
    if (error instanceof ServiceError) return 'refused'
    throw error
  }
}

/**
 * Sends malformed messages until the run has continued as new; each after the one before has been
 * handled. The test server does not let a run continue while messages arrive, and has no limit to
 * their number.
 */
export async function makeContinueAsNew(run: WorkflowHandle, signal: string): Promise<void> {
  const { runId } = await run.describe()
  await waitFor(
    async () => {
      await run.signal(signal, 'junk')
      await waitFor(() => hasHandledAll(run), { what: 'the run to handle a message' })
      return (await run.describe()).runId !== runId
    },
    { what: 'the run to continue as new' },
  )
}

const UNHANDLED = [
  'workflowExecutionSignaledEventAttributes',
  'workflowTaskScheduledEventAttributes',
  'workflowTaskStartedEventAttributes',
  'workflowTaskFailedEventAttributes',
] as const

/** Whether a run has no task to do. */
export async function hasHandledAll(run: WorkflowHandle): Promise<boolean> {
  const { events } = await run.fetchHistory()
  const last = events?.at(-1)
  return UNHANDLED.every((attributes) => !last?.[attributes])
}
