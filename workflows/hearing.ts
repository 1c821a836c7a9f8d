/** How a run makes sure that a message is the bureau's before it judges it. */
import { workflowInfo } from '@temporalio/workflow'
import { now } from './clock'
import type { ClaimedMessage, ClaimVerdict } from './contract'
import { malformed } from './domain/judgement'
import type { Refusal, RefusalCause } from './domain/messages'
import {
  ID_FIELDS,
  isExpired,
  isFromFuture,
  ofProven,
  proofOf,
  readProvenMessage,
  wasAcceptedLate,
} from './domain/proof'
import type { Proof, ProvenMessage, ReadMessage } from './domain/proof'
import type { Inbox } from './inbox'
import { claims } from './persistence'
import { follows } from './rules'

interface Refused {
  refused: Refusal
  /** Of a message that was proven. */
  proof?: Proof
}

/** What a run does with a message, once it is known whose it is. */
interface Judge {
  /** A promise delays the next message. */
  take(proof: Proof): void | Promise<void>
  refuse(refusal: Refusal, proof?: Proof): void
}

/** The proof of a message, as the step that comes of it carries it. */
export function proofInStep(taken: Partial<Proof>): Partial<Proof> {
  const { claim, ...key } = proofOf(taken)
  return claim !== undefined && follows('claim-in-step') ? { ...key, claim } : key
}

export class Hearing {
  private readonly ids: Set<string>
  private readonly verifier = new Verifier()

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

  /** Has a message proven at once, and judged when its turn in the inbox comes. */
  receive(
    inbox: Inbox,
    message: ProvenMessage,
    raw: unknown,
    { take, refuse }: Judge,
  ): Promise<void> {
    const heard = this.hear(message, raw)
    return inbox.receive(() => {
      if ('refused' in heard) return refuse(heard.refused)
      return heard().then((proven) =>
        'refused' in proven ? refuse(proven.refused, proven.proof) : take(proven),
      )
    })
  }

  /**
   * Reads a message and begins to verify its claim. An activity verifies, so that the verdict is in
   * the history and a later change of keys changes nothing.
   * @returns the refusal to record, or what proves the message when its turn comes
   */
  private hear(message: ProvenMessage, raw: unknown): Refused | (() => Promise<Proof | Refused>) {
    const receivedAt = now()
    const read = readProvenMessage(message, raw)
    if (read === null) {
      const { refused } = malformed(message, raw, ID_FIELDS[message], receivedAt)
      // Nobody has proven who sent it.
      return { refused: { ...refused, by: null } }
    }
    const { fields, heard, claim } = read
    const unproven = (cause: RefusalCause): Refused => ({
      refused: { messageId: heard.id, message, cause, by: null, at: receivedAt },
    })
    if (claim === null) return unproven('unproven')
    // A flood would keep the run from continuing as new; the bureau sends its messages again.
    if (workflowInfo().continueAsNewSuggested && this.verifier.isVerifying) return unproven('busy')
    const verifying = this.verifier.verify({ message, fields, claim })
    return async () => {
      const verdict = await verifying
      if ('cause' in verdict) return unproven(verdict.cause)
      const proof = { ...verdict, ...proofInStep({ claim }) }
      return this.prove(message, read, proof, receivedAt)
    }
  }

  /** Refuses a signed message that is replayed or out of time. */
  private async prove(
    message: ProvenMessage,
    read: ReadMessage,
    proof: Proof,
    receivedAt: string,
  ): Promise<Proof | Refused> {
    const { id, subject, by, at } = read.heard
    const refuse = (cause: RefusalCause): Refused => ({
      refused: ofProven({ messageId: id, message, cause, by, at }, proof),
      proof,
    })
    // Judged as such with the rest of the message.
    if (subject !== this.subject) return proof
    if (this.ids.has(id)) return refuse('replayed')
    this.ids.add(id)
    if (isFromFuture(at, receivedAt)) return refuse('expired')
    const isLate = isExpired(at, receivedAt) && (await isAcceptedLate(message, read))
    return isLate ? refuse('expired') : proof
  }
}

/**
 * A message must be young when the server accepts it. While all workers are stopped, the run does
 * not know that time; only then it is looked up in the history.
 */
async function isAcceptedLate(
  message: ProvenMessage,
  { heard: { at }, claim }: ReadMessage,
): Promise<boolean> {
  const { workflowId, runId } = workflowInfo()
  const acceptedAt = await claims.acceptedAt({ workflowId, runId, message, claim: claim! })
  return wasAcceptedLate(at, acceptedAt)
}

/** Maximum number of claims in one payload, whose size the server limits. */
const MOST_AT_ONCE = 16

/** Verifies claims that come together in one activity, so that many of them fill no history. */
class Verifier {
  private readonly waiting: { claimed: ClaimedMessage; done: (verdict: ClaimVerdict) => void }[] =
    []
  private verifying = false

  get isVerifying(): boolean {
    return this.verifying
  }

  verify(claimed: ClaimedMessage): Promise<ClaimVerdict> {
    return new Promise((done) => {
      this.waiting.push({ claimed, done })
      if (!this.verifying) void this.verifyAll()
    })
  }

  private async verifyAll(): Promise<void> {
    this.verifying = true
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MOST_AT_ONCE)
      const verdicts = await verified(batch.map(({ claimed }) => claimed))
      for (const [index, { done }] of batch.entries()) done(verdicts[index]!)
    }
    this.verifying = false
  }
}

/** A single one, which is the usual case, has an activity of its own: recorded histories have it. */
async function verified(claimed: readonly ClaimedMessage[]): Promise<ClaimVerdict[]> {
  const [only] = claimed
  return claimed.length === 1 ? [await claims.verifyClaim(only!)] : claims.verifyClaims(claimed)
}
