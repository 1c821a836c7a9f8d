/**
 * What a run of a request knows of it. All of it is carried to the run that continues it as new, and
 * begins here again.
 */
import { workflowInfo } from '@temporalio/workflow'
import { NONE_REFUSED, Refusals } from './bounds'
import type {
  Alarm,
  ArrivalReversal,
  CancellationRequestInput,
  CardRequestInput,
  CarriedAsk,
  CarriedEscalation,
  CarriedRequest,
  DocumentAdded,
  PhysicalCardReceived,
  ReviewOpened,
  Taken,
} from './contract'
import { NO_LEAVE } from './domain/holidays'
import type { Leave } from './domain/holidays'
import type { Proof } from './domain/proof'
import { receivedState } from './domain/requestState'
import type { RequestState } from './domain/requestState'
import type { RequestTiming } from './domain/requestTiming'
import { Hearing } from './hearing'

export type RequestInput = CardRequestInput | CancellationRequestInput

export class RequestFacts {
  state: RequestState
  /** When the state was reached. */
  since: string
  dueAt: string | null
  /** Number of the last step in the record. */
  seq: number
  documentsChecked: boolean
  /** Of a cancellation: whether production holds the card; null until it has answered (D3). */
  cardHeld: boolean | null
  arrival: Taken<PhysicalCardReceived> | null
  opened: Taken<ReviewOpened> | null
  /** The latest arrival of the card that was taken back. */
  arrivalReverted: Taken<ArrivalReversal> | null
  /** The latest ask for a document. */
  asked: CarriedAsk | null
  /** The latest time that the case was handed to the head. */
  escalation: CarriedEscalation | null
  /** The latest addition that was taken; it is recorded once its file has passed the check. */
  added: DocumentAdded | null
  /** The reminders of the state that have not been given, ascending. */
  alarms: Alarm[]
  /** Administrative leave, as the clocks count with it. */
  leave: Leave
  /** The record's leave has changed, and the run has not asked for it yet. */
  calendarHasChanged: boolean
  readonly refusals: Refusals
  readonly hearing: Hearing

  constructor(readonly input: RequestInput) {
    const before = input.carried ?? atFirst(input)
    this.state = before.state
    this.since = before.since
    this.dueAt = before.dueAt
    this.seq = before.seq
    this.documentsChecked = before.documentsChecked
    this.cardHeld = before.cardHeld
    this.arrival = before.cardReceived
    this.opened = before.opened
    this.arrivalReverted = before.arrivalReverted ?? null
    this.asked = before.asked ?? null
    this.escalation = before.escalation ?? null
    this.added = before.added ?? null
    this.alarms = [...before.alarms]
    this.leave = before.leave ?? this.leaveAtFiling
    this.calendarHasChanged = before.calendarHasChanged ?? false
    this.refusals = new Refusals(before.refusals)
    this.hearing = new Hearing(input.requestId, before.heard)
  }

  /** All of this, for the run that continues this one. */
  carry(): CarriedRequest {
    return {
      state: this.state,
      since: this.since,
      dueAt: this.dueAt,
      seq: this.seq,
      documentsChecked: this.documentsChecked,
      cardHeld: this.cardHeld,
      cardReceived: this.arrival,
      opened: this.opened,
      alarms: this.alarms,
      ...(this.leave !== this.leaveAtFiling && { leave: this.leave }),
      ...(this.calendarHasChanged && { calendarHasChanged: true as const }),
      refusals: this.refusals.carry(),
      heard: this.hearing.heard,
      ...(this.asked && { asked: this.asked }),
      ...(this.added && { added: this.added }),
      ...(this.arrivalReverted && { arrivalReverted: this.arrivalReverted }),
      ...(this.escalation && { escalation: this.escalation }),
    }
  }

  /** The ask that the applicant is waited for. */
  get openAsk(): CarriedAsk | null {
    return this.asked?.isOpen ? this.asked : null
  }

  get timing(): RequestTiming {
    return { ...this.input.timing, leave: this.leave }
  }

  /** The state that a message is judged on; its time counts only for proven messages. */
  stateFor(proof: Proof | null): { state: RequestState; since?: string } {
    return proof === null ? { state: this.state } : { state: this.state, since: this.since }
  }

  private get leaveAtFiling(): Leave {
    return this.input.timing.leave ?? NO_LEAVE
  }
}

/** A request that is about to be recorded. */
function atFirst({ type }: RequestInput): CarriedRequest {
  return {
    state: receivedState(type),
    // The same in every attempt, so the record can distinguish a repeat from a second run of the
    // same request.
    since: workflowInfo().startTime.toISOString(),
    dueAt: null,
    seq: 0,
    documentsChecked: false,
    cardHeld: null,
    cardReceived: null,
    opened: null,
    alarms: [],
    refusals: NONE_REFUSED,
  }
}
