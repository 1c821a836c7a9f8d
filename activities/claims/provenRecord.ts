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
import type {
  ProvenMessage,
  ProvenMessages,
  RecordActivities,
  Taken,
} from '../../workflows/contract'
import { ID_FIELDS } from '../../workflows/domain/proof'
import { actOfCardStep, actOfStep, actTaken } from './claimedActs'
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
    async askRepair(question) {
      const { arrival, decision, asked, arrivalReverted, escalation, escalationReturned, ...rest } =
        await record.askRepair(question)
      const ifProven = keeperOf(means)
      return {
        ...rest,
        ...ifProven('physicalCardReceived', { arrival }),
        ...ifProven('bureauDecision', { decision }),
        ...ifProven('documentAsked', { asked }),
        ...ifProven('arrivalReverted', { arrivalReverted }),
        ...ifProven('escalated', { escalation }),
        ...ifProven('escalationReturned', { escalationReturned }),
      }
    },
    async askCardRepair(question) {
      const events = await record.askCardRepair(question)
      return events.filter((event) => isProven(actTaken('productionEvent', event), means))
    },
  }
}

/**
 * Keeps what a lost run had taken if a claim proves it. A run of somebody else that had taken its
 * place could name any; who did it does it again.
 */
function keeperOf(means: Means) {
  return <Message extends ProvenMessage, Part extends object>(
    message: Message,
    part: Part,
  ): Part | null => {
    const [taken] = Object.values(part) as (Taken<ProvenMessages[Message]> | undefined)[]
    return taken !== undefined && isProven(actTaken(message, taken), means) ? part : null
  }
}

function isProven(act: ClaimedAct, { publicKeys, log }: Means): boolean {
  const cause = causeAgainst(act, act.proof.claim ?? '', publicKeys)
  if (cause !== null) report(act, cause, log)
  return cause === null
}

/**
 * Holds an act to its claim. That the claim is old is no fault here: a step may wait for the database
 * for hours.
 * @throws ApplicationFailure UnprovenStep
 * @throws Error when the key is not known, so that the step waits until an operator has given it
 */
async function hold(act: ClaimedAct | null, { publicKeys, log }: Means): Promise<void> {
  if (act === null) return
  const cause = causeAgainst(act, act.proof.claim ?? (await claimInHistory(act)), publicKeys)
  if (cause === null) return
  report(act, cause, log)
  const failure = `Nothing proves the message ${act.message} ${act.id}: ${cause}`
  if (cause === 'unknownKey') throw new Error(failure)
  throw ApplicationFailure.nonRetryable(failure, FAILURES.unprovenStep)
}

/** Why a claim does not prove an act; null if it does. */
function causeAgainst(act: ClaimedAct, claim: string, publicKeys: ClaimPublicKeys): string | null {
  const signed = readClaim(publicKeys, claim)
  if ('cause' in signed) return signed.cause
  return isStated(act, signed) ? null : 'unproven'
}

function report({ message, id }: ClaimedAct, cause: string, log: Means['log']): void {
  const { workflowId } = activityInfo().workflowExecution ?? {}
  log.error({ workflowId, message, messageId: id, cause }, 'a step without proof was kept out')
}

/** Steps that were ordered before the record asked for claims do not carry them. */
async function claimInHistory({ message, id }: ClaimedAct): Promise<string> {
  const run = activityInfo().workflowExecution
  const sent = run && (await findSent(run, message, (fields) => fields[ID_FIELDS[message]] === id))
  return typeof sent?.fields.claim === 'string' ? sent.fields.claim : ''
}

/** Whether the claim is of this message, and states all that the step says of it. */
function isStated(
  { message, says, isWhole, proof }: ClaimedAct,
  { payload, provenBy }: { payload: unknown; provenBy: string },
): boolean {
  const stated = payload as { message?: unknown; fields?: Record<string, unknown> } | null
  if (stated?.message !== message || (proof.provenBy ?? provenBy) !== provenBy) return false
  const { fields = {} } = stated
  if (isWhole) return isDeepStrictEqual(fields, says)
  return Object.entries(says).every(([name, said]) => isDeepStrictEqual(fields[name], said))
}
