/** Signals between runs, such as a cancellation and the production of its card (D3). */
import { getExternalWorkflowHandle, sleep, TemporalFailure } from '@temporalio/workflow'
import type { SignalDefinition } from '@temporalio/workflow'

const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/**
 * Sends a signal to another run; again after a pause while that run has had too many to accept one
 * more, until it continues as new.
 * @returns false when that run has ended or was never started
 */
export async function signalRun<Argument>(
  workflowId: string,
  signal: SignalDefinition<[Argument]>,
  argument: Argument,
): Promise<boolean> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    try {
      await getExternalWorkflowHandle(workflowId).signal(signal, argument)
      return true
    } catch (failure) {
      if (says(failure, 'was not found')) return false
      if (!says(failure, 'signal limit was exceeded')) throw failure
    }
    await sleep(pause, { summary: 'Dolu olan sürece yeniden iletme zamanı' })
  }
}

/** The SDK reports these failures only by message text; tests check it. */
function says(failure: unknown, text: string): boolean {
  return failure instanceof TemporalFailure && failure.message.includes(text)
}
