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

/**
 * The workflow tasks of a run that failed, or that no worker finished. One that came late on a busy
 * machine is repeated, and done then; one that can never be done is the last of its run.
 */
export async function failedTasks(run: WorkflowHandle): Promise<string[]> {
  const events = (await run.fetchHistory()).events ?? []
  const lastDone = events.findLastIndex((event) => event.workflowTaskCompletedEventAttributes)
  return events.flatMap(
    (
      { workflowTaskFailedEventAttributes: failed, workflowTaskTimedOutEventAttributes: late },
      index,
    ) => {
      if (Number(late?.timeoutType) === START_TO_CLOSE)
        return index < lastDone ? [] : [`${run.workflowId}: a task was not done in time`]
      const cause = failed?.failure?.message
      return cause && !USUAL.includes(cause) ? [`${run.workflowId}: a task failed: ${cause}`] : []
    },
  )
}
