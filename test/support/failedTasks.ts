/** Workflow tasks that no run may have. */
import type { WorkflowHandle } from '@temporalio/client'

/**
 * The server repeats such a task at once, and one that has failed without a word: faults of a run's
 * code always say what they are.
 */
const USUAL = [
  'WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND',
  'WORKFLOW_TASK_FAILED_CAUSE_RESET_STICKY_TASK_QUEUE',
]
const START_TO_CLOSE = 1

/** The workflow tasks of a run that failed, or that no worker finished in time. */
export async function failedTasks(run: WorkflowHandle): Promise<string[]> {
  const { events } = await run.fetchHistory()
  return (events ?? []).flatMap(
    ({ workflowTaskFailedEventAttributes: failed, workflowTaskTimedOutEventAttributes: late }) => {
      if (Number(late?.timeoutType) === START_TO_CLOSE)
        return [`${run.workflowId}: a task timed out`]
      const cause = failed?.failure?.message
      return cause && !USUAL.includes(cause) ? [`${run.workflowId}: a task failed: ${cause}`] : []
    },
  )
}
