/**
 * Keeps steps out of the record that say a clerk did something unless the bureau's claim says the
 * same. The request's own run has verified the claim before. But anybody with access to Temporal can
 * start a workflow of their own that has this queue's activities executed, and the record believes
 * that one no more than a message typed by hand.
 */
import { isDeepStrictEqual } from 'node:util'
import { activityInfo } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import { readClaim } from '../../services/shared/claims/claims'
import type { ClaimPublicKeys } from '../../services/shared/claims/keys'
import type { Log } from '../../services/shared/log/log'
import { FAILURES } from '../../workflows/contract'
import type { RecordActivities } from '../../workflows/contract'
import { ID_FIELDS } from '../../workflows/domain/proof'
import { actOfCardStep, actOfStep } from './claimedActs'
import type { ClaimedAct } from './claimedActs'
import { findSent } from './sentMessages'

interface Means {
  publicKeys: ClaimPublicKeys
  log: Pick<Log, 'error'>
}

/** The activities of the record, which refuse such steps with an ApplicationFailure UnprovenStep. */
export function createProvenRecord(record: RecordActivities, means: Means): RecordActivities {
  return {
    ...record,
    async recordStep(step) {
      await hold(actOfStep(step), means)
      return record.recordStep(step)
    },
    async recordCardStep(step) {
      await hold(actOfCardStep(step), means)
      return record.recordCardStep(step)
    },
  }
}

/**
 * Holds an act to its claim. That the claim is old is no fault here: a step may wait for the database
 * for hours.
 * @throws ApplicationFailure UnprovenStep
 * @throws Error when the key is not known, so that the step waits until an operator has given it
 */
async function hold(act: ClaimedAct | null, { publicKeys, log }: Means): Promise<void> {
  if (act === null) return
  const claim = act.proof.claim ?? (await claimInHistory(act))
  const signed = readClaim(publicKeys, claim)
  const cause = 'cause' in signed ? signed.cause : isStated(act, signed) ? null : 'unproven'
  if (cause === null) return
  const { workflowId } = activityInfo().workflowExecution ?? {}
  const { message, id } = act
  log.error({ workflowId, message, messageId: id, cause }, 'a step without proof was kept out')
  const failure = `Nothing proves the message ${message} ${id}: ${cause}`
  if (cause === 'unknownKey') throw new Error(failure)
  throw ApplicationFailure.nonRetryable(failure, FAILURES.unprovenStep)
}

/** Steps that were ordered before the record asked for claims do not carry them. */
async function claimInHistory({ message, id }: ClaimedAct): Promise<string> {
  const run = activityInfo().workflowExecution
  const sent = run && (await findSent(run, message, (fields) => fields[ID_FIELDS[message]] === id))
  return typeof sent?.fields.claim === 'string' ? sent.fields.claim : ''
}

/** Whether the claim is of this message, and states all that the step says of it. */
function isStated(
  { message, says, proof }: ClaimedAct,
  { payload, provenBy }: { payload: unknown; provenBy: string },
): boolean {
  const stated = payload as { message?: unknown; fields?: Record<string, unknown> } | null
  return (
    stated?.message === message &&
    (proof.provenBy ?? provenBy) === provenBy &&
    Object.entries(says).every(([name, said]) => isDeepStrictEqual(stated.fields?.[name], said))
  )
}
