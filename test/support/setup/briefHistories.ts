/** Part of a workflow bundle of the tests: suggests that a run continues as new after a few messages. */
import { sleep, TemporalFailure } from '@temporalio/workflow'
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow'
import { longHistoriesFrom } from './longHistories'

/** A history with so many events is long. */
const BRIEF_HISTORY = 30
/** A run continues as new faster than this. */
const A_MOMENT_MS = 50

/**
 * The server that skips time answers “not found” to a run that signals another one at the very moment
 * when that continues as new; a real one passes the signal on.
 */
const signalsAgain: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      async signalWorkflow(input, next) {
        try {
          await next(input)
        } catch (failure) {
          if (!(failure instanceof TemporalFailure)) throw failure
          await sleep(A_MOMENT_MS)
          await next(input)
        }
      },
    },
  ],
})

export const interceptors: WorkflowInterceptorsFactory = () => ({
  ...longHistoriesFrom(BRIEF_HISTORY)(),
  ...signalsAgain(),
})
