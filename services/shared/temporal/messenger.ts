/** How a message reaches a run, and how its sender learns at once what became of it (D7). */
import { setTimeout as pause } from 'node:timers/promises'
import { isGrpcServiceError, ServiceError, WorkflowNotFoundError } from '@temporalio/client'
import type { Client, WorkflowHandle } from '@temporalio/client'
import type { QueryDefinition, SignalDefinition } from '@temporalio/common'
import type { EarlierAct, Refusal, RefusalCause, Refused } from '../../../workflows/contract'
import { answeredWithin } from './connection'

/** Outcome of a message. `closed`: the run has ended, so the record in MongoDB has the answer. */
export type MessageAnswer = { kind: 'taken' } | Refused | { kind: 'closed' }

/** Proving a message takes some milliseconds; longer while the run is busy. */
const FIRST_PAUSE_MS = 5
const LONGEST_PAUSE_MS = 80

/**
 * Every call throws EngineUnavailable when Temporal or its worker does not answer in time.
 * @param answerWithinMs limit of one call, in milliseconds
 */
export function createMessenger(client: Client, answerWithinMs: number) {
  return { send, answered }

  /**
   * Signals, then queries until the run has proven and judged the message; its answer is final (D7).
   * A run that is busy with a flood of messages asks for the message again.
   * @param onSent called when the engine has taken the message, before the run has judged it
   */
  async function send<Message, State>(
    run: WorkflowHandle,
    signal: SignalDefinition<[Message]>,
    message: Message,
    query: QueryDefinition<State>,
    read: (state: State) => MessageAnswer | Busy | null,
    onSent: () => void = () => undefined,
  ): Promise<MessageAnswer> {
    return answered(async () => {
      for (let sent = 1; ; sent++) {
        if (!(await accepted(run, signal, message))) return { kind: 'closed' }
        onSent()
        const answer = await untilAnswered(async () => {
          const latest = read(await run.query(query))
          return latest?.kind === 'busy' && latest.times < sent ? null : latest
        })
        if (answer.kind !== 'busy') return answer
        await pause(LONGEST_PAUSE_MS)
      }
    })
  }

  /**
   * Sends a signal; again while the run has had too many to accept one more, until it continues as
   * new.
   * @returns false when the run has ended
   */
  async function accepted<Message>(
    run: WorkflowHandle,
    signal: SignalDefinition<[Message]>,
    message: Message,
  ): Promise<boolean> {
    for (;;) {
      try {
        await run.signal(signal, message)
        return true
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return false
        if (!hasHadTooMany(error)) throw error
      }
      await pause(LONGEST_PAUSE_MS)
    }
  }

  function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return answeredWithin(client, answerWithinMs, ask)
  }
}

/** How often the run has asked for a message again. */
interface Busy {
  kind: 'busy'
  times: number
}

async function untilAnswered<Answer>(ask: () => Promise<Answer | null>): Promise<Answer> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    const answer = await ask()
    if (answer !== null) return answer
    await pause(pauseMs)
  }
}

/** The server reports this failure only by message text; tests check it. */
function hasHadTooMany(error: unknown): boolean {
  const cause = error instanceof ServiceError ? error.cause : undefined
  return isGrpcServiceError(cause) && cause.details.includes('limit for signal events')
}

/** The act that a refusal with this cause is about: who was first, and when (D7). */
export type Acts = Partial<Record<RefusalCause, EarlierAct | null>>

/** The refusal of this message, or null until the run has handled it. */
export function refusedIn(
  refusals: readonly Refusal[],
  messageId: string,
  acts: Acts = {},
): Refused | Busy | null {
  const ofMessage = refusals.filter((candidate) => candidate.messageId === messageId)
  const refusal = ofMessage.find(({ cause }) => cause !== 'busy')
  if (refusal === undefined)
    return ofMessage.length > 0 ? { kind: 'busy', times: ofMessage.length } : null
  const { cause } = refusal
  const act = acts[cause]
  if (!act) return { kind: 'refused', cause, earlier: null }
  const { by, at, outcome } = act
  return { kind: 'refused', cause, earlier: { by, at, ...(outcome && { outcome }) } }
}
