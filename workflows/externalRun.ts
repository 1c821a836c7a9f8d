/** Signals between runs, such as a cancellation and the production of its card (D3). */
import { getExternalWorkflowHandle, TemporalFailure } from '@temporalio/workflow'
import type { SignalDefinition } from '@temporalio/workflow'

/**
 * Tells another run something.
 * @returns false when that run is over or was never started: then nobody is there to be told
 */
export async function tellRun<Argument>(
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

/** The engine gives this failure no type of its own, only a sentence; the tests hold both servers to it. */
function isGone(failure: unknown): boolean {
  return failure instanceof TemporalFailure && failure.message.includes('was not found')
}
