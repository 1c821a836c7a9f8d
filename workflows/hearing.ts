/** How a run makes sure that a message is the bureau's before it judges it. */
import { workflowInfo } from '@temporalio/workflow'
import { now } from './clock'
import { malformed } from './domain/judgement'
import type { Refusal, RefusalCause } from './domain/messages'
import { ID_FIELDS, isExpired, isFromFuture, readProvenMessage } from './domain/proof'
import type { ProvenMessage, ReadMessage } from './domain/proof'
import { claims } from './persistence'

/** The id of the key that proved the message, or the refusal to record. */
export type Proof = { provenBy: string } | { refused: Refusal }

export class Hearing {
  private readonly ids: Set<string>

  /**
   * @param subject the request or card that messages must be about
   * @param ids of the messages that were proven before this run continued as new
   */
  constructor(
    private readonly subject: string,
    ids: readonly string[] = [],
  ) {
    this.ids = new Set(ids)
  }

  /** Ids of all messages proven so far, for a run that continues as new. */
  get heard(): string[] {
    return [...this.ids]
  }

  /**
   * Proves a message. The signature is checked by an activity, so that the verdict is in the history
   * and a later change of keys changes nothing.
   * @param receivedAt when the run received the message; it may have waited since for earlier ones
   */
  async prove(message: ProvenMessage, raw: unknown, receivedAt: string): Promise<Proof> {
    const read = readProvenMessage(message, raw)
    if (read === null) {
      const { refused } = malformed(message, raw, ID_FIELDS[message], now())
      // Nobody has proven who sent it.
      return { refused: { ...refused, by: null } }
    }
    const { fields, heard, claim } = read
    const refuse = (cause: RefusalCause, by: string | null = null): Proof => ({
      refused: { messageId: heard.id, message, cause, by, at: by === null ? now() : heard.at },
    })
    if (claim === null) return refuse('unproven')
    const verdict = await claims.verifyClaim({ message, fields, claim })
    if ('cause' in verdict) return refuse(verdict.cause)
    // Judged as such with the rest of the message.
    if (heard.subject !== this.subject) return verdict
    if (this.ids.has(heard.id)) return refuse('replayed', heard.by)
    this.ids.add(heard.id)
    if (await this.isOutOfTime(message, read, receivedAt)) return refuse('expired', heard.by)
    return verdict
  }

  /**
   * A message must be young when the server accepts it. While all workers are stopped, the run does
   * not know that time; only then it is looked up in the history.
   */
  private async isOutOfTime(
    message: ProvenMessage,
    { heard: { at }, claim }: ReadMessage,
    receivedAt: string,
  ): Promise<boolean> {
    if (isFromFuture(at, receivedAt)) return true
    if (!isExpired(at, receivedAt)) return false
    const { workflowId, runId } = workflowInfo()
    const acceptedAt = await claims.acceptedAt({ workflowId, runId, message, claim: claim! })
    return acceptedAt === null || isExpired(at, acceptedAt)
  }
}
