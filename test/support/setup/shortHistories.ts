/**
 * Part of a workflow bundle of the tests: suggests that a run continues as new after some dozens of
 * events. The test server that skips time never suggests it.
 */
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow'
import { getActivator } from '@temporalio/workflow/lib/global-attributes'

/** A history with so many events is long. */
export const LONG_HISTORY = 100

export const interceptors: WorkflowInterceptorsFactory = () => ({
  internals: [
    {
      activate(input, next) {
        getActivator().mutateWorkflowInfo((info) => ({
          ...info,
          continueAsNewSuggested: info.historyLength >= LONG_HISTORY,
        }))
        return next(input)
      },
    },
  ],
})
