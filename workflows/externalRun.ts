/** Signals between runs, such as a cancellation and the production of its card (D3). */
import { getExternalWorkflowHandle, TemporalFailure } from '@temporalio/workflow'
import type { SignalDefinition } from '@temporalio/workflow'

/**
 * Sends a signal to another run.
 * @returns false when that run has ended or was never started
 */
export async function signalRun<Argument>(
  workflowId: string,
  signal: SignalDefinition<[Argument]>,
  argument: Argument,
): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(signal, argument)
    return true
  } catch (failure) {
    if (isGone(failure)) return false
    throw failure
  }
}

/** The server reports this failure only by message text; tests check it on both servers. */
function isGone(failure: unknown): boolean {
  return failure instanceof TemporalFailure && failure.message.includes('was not found')
}
