import { verifyClaim } from '../../services/shared/claims/claims'
import type { ClaimPublicKeys } from '../../services/shared/claims/keys'
import type { ClaimActivities } from '../../workflows/contract'
import { findSent } from './sentMessages'

/** The activities that prove the bureau's messages, of the queue `requests`. */
export function createClaimActivities(keys: ClaimPublicKeys): ClaimActivities {
  return {
    verifyClaim: (claimed) => Promise.resolve(verifyClaim(keys, claimed)),
    verifyClaims: (claimed) => Promise.resolve(claimed.map((one) => verifyClaim(keys, one))),

    async acceptedAt({ workflowId, runId, message, claim }) {
      const sent = await findSent(
        { workflowId, runId },
        message,
        (fields) => fields.claim === claim,
      )
      return sent === null ? null : sent.acceptedAt
    },
  }
}
