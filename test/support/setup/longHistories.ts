/** Suggests early that a run continues as new. The test server that skips time never suggests it. */
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow'
import { getActivator } from '@temporalio/workflow/lib/global-attributes'

/** @param events a history with so many is long */
export function longHistoriesFrom(events: number): WorkflowInterceptorsFactory {
  return () => ({
    internals: [
      {
        activate(input, next) {
          getActivator().mutateWorkflowInfo((info) => ({
            ...info,
            continueAsNewSuggested: info.historyLength >= events,
          }))
          return next(input)
        },
      },
    ],
  })
}
