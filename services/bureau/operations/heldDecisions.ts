/**
 * Decisions that can be taken back for some seconds before they are signalled. They are kept in the
 * record, so that neither a crash nor an outage loses one.
 */
import type { Refused } from '../../../workflows/contract'
import { earlierAct } from '../../shared/acts/earlierAct'
import type { Store } from '../../shared/store/connection'
import { isDuplicateKey } from '../../shared/store/duplicateKey'
import type { HeldDecision } from '../../shared/store/heldDecision'
import type { SignedInAccount } from '../../shared/web'
import type { DecisionFault, DecisionForm } from './decideRequest'
import { faultsOf } from './decideRequest'

export type HoldAnswer =
  | { kind: 'held' }
  | { kind: 'incomplete'; faults: DecisionFault[] }
  /** A colleague, or the clerk in another window, has decided. */
  | Refused

/**
 * Keeps a decision until it is to be sent. The same form sent twice is one decision.
 * @param undoMs how long it can be taken back, in milliseconds
 */
export async function holdDecision(
  store: Store,
  clerk: Pick<SignedInAccount, 'id' | 'signedInWith'>,
  form: DecisionForm & Pick<HeldDecision, 'number' | 'filter'>,
  undoMs: number,
): Promise<HoldAnswer> {
  const faults = await faultsOf(store, form)
  if (faults.length > 0) return { kind: 'incomplete', faults }
  const { decisionId, ...decision } = form
  const at = new Date()
  try {
    await store.heldDecisions.create({
      _id: decisionId,
      ...decision,
      by: clerk.id,
      ...(clerk.signedInWith === 'certificate' ? { byCertificate: true as const } : {}),
      at,
      sendAt: new Date(at.getTime() + undoMs),
      waiting: true,
    })
    return { kind: 'held' }
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    const held = await heldOn(store, form.requestId)
    // It was sent, or taken back, in the meantime; the form can be sent again.
    if (held === null || held._id === decisionId) return { kind: 'held' }
    return decidedBefore(held)
  }
}

/** How a later decision is refused while one waits to be sent (D7). */
export function decidedBefore(held: HeldDecision): Refused {
  return { kind: 'refused', cause: 'alreadyDecided', earlier: earlierAct(held) }
}

/** The decision that waits to be sent about a request. */
export function heldOn(store: Store, requestId: string): Promise<HeldDecision | null> {
  return store.heldDecisions.findOne({ requestId, waiting: true }).lean().exec()
}

/** The requests that nobody needs to review now. */
export async function heldRequestIds(store: Store): Promise<string[]> {
  const held = await store.heldDecisions.find({ waiting: true }, { requestId: 1 }).lean()
  return held.map(({ requestId }) => requestId)
}

/** A clerk's decisions that wait to be sent, and those that were refused; the newest first. */
export function heldBy(store: Store, clerkId: string): Promise<HeldDecision[]> {
  return store.heldDecisions.find({ by: clerkId }).sort({ at: -1 }).lean().exec()
}

/**
 * Takes a decision back; nothing of it remains.
 * @returns what was taken back; null if it is too late
 */
export function takeBack(
  store: Store,
  clerkId: string,
  decisionId: string,
): Promise<HeldDecision | null> {
  return store.heldDecisions
    .findOneAndDelete({ _id: decisionId, by: clerkId, waiting: true, sendingUntil: null })
    .lean()
    .exec()
}

/** Makes the time of a decision come now. @returns false if there is none to send */
export async function sendNow(store: Store, clerkId: string, decisionId: string): Promise<boolean> {
  const { matchedCount } = await store.heldDecisions.updateOne(
    { _id: decisionId, by: clerkId, waiting: true },
    { $min: { sendAt: new Date() } },
  )
  return matchedCount > 0
}

/** Removes a refused decision that its clerk has read. */
export async function forgetRefused(
  store: Store,
  clerkId: string,
  decisionId: string,
): Promise<void> {
  await store.heldDecisions.deleteOne({ _id: decisionId, by: clerkId, waiting: false })
}
