/**
 * Keeps a run within the limits of its history, whatever is sent to it: anybody with access to
 * Temporal can send any number of messages.
 */
import { allHandlersFinished, workflowInfo } from '@temporalio/workflow'
import type { CarriedRefusals, Refusal } from './contract'
import { follows } from './rules'

/** Maximum number of refusals recorded, and of those kept to answer their senders. */
export const MOST_REFUSALS = 100

/** Histories of runs from before these rules go on without them. */
const isBounded = () => follows('bounded-run')

/**
 * Whether the run must continue as new before its history reaches a limit of the server. Never while
 * a message is being handled, so that none is lost.
 */
export function mustContinueAsNew(): boolean {
  return workflowInfo().continueAsNewSuggested && allHandlersFinished() && isBounded()
}

/** The refusals of a run: all are counted, the first ones recorded, the latest ones kept. */
export class Refusals {
  private readonly kept: Refusal[]
  private counted: number
  private countedOnly: number

  constructor({ latest, count, unrecorded }: CarriedRefusals = NONE_REFUSED) {
    this.kept = [...latest]
    this.counted = count
    this.countedOnly = unrecorded
  }

  get count(): number {
    return this.counted
  }

  /** How many are not to be recorded. */
  get unrecorded(): number {
    return this.countedOnly
  }

  /** Oldest first. */
  get latest(): readonly Refusal[] {
    return this.kept
  }

  /** @returns whether it is one of those to record */
  add(refusal: Refusal): boolean {
    this.counted += 1
    if (this.counted <= MOST_REFUSALS || !isBounded()) {
      this.kept.push(refusal)
      return true
    }
    this.countedOnly += 1
    // Nobody can ask for one without an id, so a flood of them takes no room from the others.
    if (refusal.messageId !== null) this.kept.push(refusal)
    this.kept.splice(0, this.kept.length - MOST_REFUSALS)
    return false
  }

  carry(): CarriedRefusals {
    return { latest: this.kept, count: this.counted, unrecorded: this.countedOnly }
  }
}

/** Of a run that has not refused any message. */
export const NONE_REFUSED: CarriedRefusals = { latest: [], count: 0, unrecorded: 0 }
