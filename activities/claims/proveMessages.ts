import { getClient } from '@temporalio/activity'
import { defaultPayloadConverter } from '@temporalio/common'
import { tsToMs } from '@temporalio/common/lib/time'
import { verifyClaim } from '../../services/shared/claims/claims'
import type { ClaimPublicKeys } from '../../services/shared/claims/keys'
import type { ClaimActivities } from '../../workflows/contract'

/** The activities that prove the bureau's messages, of the queue `requests`. */
export function createClaimActivities(keys: ClaimPublicKeys): ClaimActivities {
  return {
    verifyClaim: (claimed) => Promise.resolve(verifyClaim(keys, claimed)),
    verifyClaims: (claimed) => Promise.resolve(claimed.map((one) => verifyClaim(keys, one))),

    async acceptedAt({ workflowId, runId, message, claim }) {
      const run = getClient().workflow.getHandle(workflowId, runId)
      const { events } = await run.fetchHistory()
      const event = events?.find(({ workflowExecutionSignaledEventAttributes: signal }) => {
        const [payload] = signal?.input?.payloads ?? []
        if (signal?.signalName !== message || !payload) return false
        return claimOf(defaultPayloadConverter.fromPayload(payload)) === claim
      })
      return event?.eventTime ? new Date(tsToMs(event.eventTime)).toISOString() : null
    },
  }
}

function claimOf(sent: unknown): unknown {
  return typeof sent === 'object' && sent !== null ? (sent as { claim?: unknown }).claim : null
}
