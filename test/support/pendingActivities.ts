/** The activities of a run that are not completed, as Temporal reports them. */
import type { Client } from '@temporalio/client'

interface PendingActivity {
  type: string
  attempt: number
  /** Whether a worker has started it. */
  started: boolean
}

/** PENDING_ACTIVITY_STATE_STARTED */
const STARTED = 2

export async function pendingActivities(
  client: Client,
  workflowId: string,
): Promise<PendingActivity[]> {
  const { raw } = await client.workflow.getHandle(workflowId).describe()
  return (raw.pendingActivities ?? []).map(({ activityType, attempt, state }) => ({
    type: activityType?.name ?? '',
    attempt: attempt ?? 0,
    started: Number(state) === STARTED,
  }))
}
