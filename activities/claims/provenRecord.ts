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
import { ID_FIELDS, isExpired, isFromFuture, wasAcceptedLate } from '../../workflows/domain/proof'
import { actOfCardStep, actOfStep, actTaken } from './claimedActs'
import type { ClaimedAct } from './claimedActs'
import { findSent } from './sentMessages'

interface Means {
  publicKeys: ClaimPublicKeys
  log: Pick<Log, 'error'>
  /** Whether an operator's repair has taken a message over from the lost run of a request or card. */
  isTakenOver(subject: string, claim: string): Promise<boolean>
}

/** The activities of the record, which refuse such steps with an ApplicationFailure UnprovenStep. */
export function createProvenRecord(record: RecordActivities, means: Means): RecordActivities {
  return {
    ...record,
    async recordStep(step) {
      await hold(actOfStep(step), step.at, means)
      return record.recordStep(step)
    },
    async recordCardStep(step) {
      await hold(actOfCardStep(step), step.at, means)
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
  const said = saidOf(act, act.proof.claim ?? '', publicKeys)
  if ('cause' in said) report(act, said.cause, log)
  return !('cause' in said)
}

/**
 * Holds an act to its claim, which the run must have heard in time; the step itself may then wait for
 * the database for hours.
 * @throws ApplicationFailure UnprovenStep
 * @throws Error when the key is not known, so that the step waits until an operator has given it
 */
async function hold(act: ClaimedAct | null, at: string, means: Means): Promise<void> {
  if (act === null) return
  const claim = act.proof.claim ?? (await claimInHistory(act))
  const said = saidOf(act, claim, means.publicKeys)
  const cause =
    'cause' in said ? said.cause : await causeOfTime(act, { ...said, claim, stepAt: at }, means)
  if (cause === null) return
  report(act, cause, means.log)
  const failure = `Nothing proves the message ${act.message} ${act.id}: ${cause}`
  if (cause === 'unknownKey') throw new Error(failure)
  throw ApplicationFailure.nonRetryable(failure, FAILURES.unprovenStep)
}

/** What a claim that proves an act says, of which request or card and when; or why it does not. */
function saidOf(
  act: ClaimedAct,
  claim: string,
  publicKeys: ClaimPublicKeys,
): { subject: string; at: string } | { cause: string } {
  const signed = readClaim(publicKeys, claim)
  if ('cause' in signed) return signed
  const { message, fields = {} } = (signed.payload ?? {}) as Stated
  if (message !== act.message || !isStated(act, fields, signed.provenBy))
    return { cause: 'unproven' }
  const { requestId, cardId, at } = fields
  return { subject: String(requestId ?? cardId), at: String(at) }
}

interface Stated {
  message?: unknown
  fields?: Record<string, unknown>
}

/**
 * Whether the act was heard out of time, by the rule of the run that hears it (workflows/hearing.ts).
 * What it has heard in time never expires: the engine's history says when that was, or the repair of
 * the run that had heard it. A step can name an earlier time than that at which it was ordered.
 */
async function causeOfTime(
  { message, isTaken }: ClaimedAct,
  { subject, at, claim, stepAt }: { subject: string; at: string; claim: string; stepAt: string },
  { isTakenOver }: Means,
): Promise<'expired' | null> {
  if (!isTaken) return null
  if (isFromFuture(at, stepAt)) return 'expired'
  const { scheduledTimestampMs, workflowExecution: run } = activityInfo()
  const orderedAt = new Date(scheduledTimestampMs).toISOString()
  if (!isExpired(at, stepAt) && !isExpired(at, orderedAt)) return null
  const sent = run && (await findSent(run, message, (fields) => fields.claim === claim))
  if (!wasAcceptedLate(at, sent?.acceptedAt ?? null)) return null
  return (await isTakenOver(subject, claim)) ? null : 'expired'
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

/** Whether a claim states all that the step says. */
function isStated(
  { says, isWhole, proof }: ClaimedAct,
  fields: Record<string, unknown>,
  provenBy: string,
): boolean {
  if ((proof.provenBy ?? provenBy) !== provenBy) return false
  if (isWhole) return isDeepStrictEqual(fields, says)
  return Object.entries(says).every(([name, said]) => isDeepStrictEqual(fields[name], said))
}
