/**
 * What runs start with, and what they carry over when another run continues them. Part of the
 * contract; histories contain it, so it holds only ids, codes, keys and hashes (D12).
 */
import type { Leave } from './domain/holidays'
import type { ArrivalReversal } from './domain/arrivalReversal'
import type { BatchKind } from './domain/batches'
import type { DocumentAdded, DocumentAsk } from './domain/documentAsk'
import type { Escalation, EscalationReturn } from './domain/escalation'
import type { Day } from './domain/istanbul'
import type {
  BureauDecision,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionReversal,
  Refusal,
  ReviewOpened,
  StoredDocument,
  Withdrawal,
} from './domain/messages'
import type { Proven, Taken } from './domain/proof'
import type { CancellationReason } from './domain/reasons'
import type { ProductionSubState, RequestState } from './domain/requestState'
import type { StoppedReview } from './domain/requestClocks'
import type { RequestTiming } from './domain/requestTiming'

/** The number of the newest rules; see rules.ts. Raised with each change of what a run does. */
export const RULES = 10

/** What every run that follows rules has in its memo. */
export interface RunMemo {
  /** Missing in earlier runs. */
  rules?: number
}

interface RequestInput {
  requestId: string
  /** The number that people quote, such as PYK-2026-000123. */
  requestNumber: string
  /** Random id of the relative's record in MongoDB. */
  personId: string
  /** Account id of the applicant. */
  applicantId: string
  /**
   * Account ids of all staff who have this relative in their family, including the applicant: none
   * of them may decide (D8).
   */
  relatedStaffIds: readonly string[]
  unitCode: string
  documents: readonly StoredDocument[]
  timing: RequestTiming
  /** Missing in the first run of a request. */
  carried?: CarriedRequest
}

export interface CardRequestInput extends RequestInput {
  type: 'cardRequest'
}

export interface CancellationRequestInput extends RequestInput {
  type: 'cancellationRequest'
  reason: CancellationReason
  /** The card to be cancelled. */
  cardId: string
  /** The day in Istanbul of its approval; missing in earlier requests. */
  cardApprovedOn?: Day | undefined
}

export interface CardProductionInput {
  cardId: string
  requestId: string
  requestNumber: string
  unitCode: string
  /**
   * For so many days after its delivery a card's production goes on, so that a wrong delivery can be
   * taken back. Without it production ends with the delivery, as in earlier requests.
   */
  reversalDays?: number
  /** Missing in the first run of a card. */
  carried?: CarriedProduction
}

/** What has become of an open request, for the run that continues an earlier one. */
export interface CarriedRequest {
  state: RequestState
  /** ISO instant at which it reached the state. */
  since: string
  dueAt: string | null
  /** Number of the last step in the record. */
  seq: number
  /** Whether the stored documents have passed their check. */
  documentsChecked: boolean
  /** Of a cancellation: whether production holds the card; null until it has answered (D3). */
  cardHeld: boolean | null
  cardReceived: Taken<PhysicalCardReceived> | null
  opened: Taken<ReviewOpened> | null
  /** The reminders of its state that have not been given, ascending. */
  alarms: readonly Alarm[]
  refusals: CarriedRefusals
  /** Ids of all messages that it has proven; missing in runs from before claims. */
  heard?: readonly string[]
  /** Administrative leave as the run knows it; missing if it is that of its timing. */
  leave?: Leave
  /** Missing if the case was never handed to the head. */
  escalation?: CarriedEscalation
  /** Missing if no document was asked for. */
  asked?: CarriedAsk
  /** The latest addition that it has taken, whose sender may still ask; missing if there was none. */
  added?: DocumentAdded
  /** Missing if no arrival of the card was taken back. */
  arrivalReverted?: Taken<ArrivalReversal>
  /** The record's leave has changed, and the run has not asked for it yet. */
  calendarHasChanged?: true
  /** Begun by an operator after the run was lost. */
  isRepaired?: true
}

/**
 * What a lost run had taken and not yet recorded, and what it had begun. The operator's command puts
 * it next to the record; a run reads it there, since anybody with access to Temporal can start a run.
 */
export interface UnrecordedRequest {
  arrival?: Taken<PhysicalCardReceived>
  decision?: Taken<BureauDecision>
  withdrawal?: Withdrawal
  asked?: Taken<DocumentAsk>
  added?: DocumentAdded
  arrivalReverted?: Taken<ArrivalReversal>
  escalation?: Taken<Escalation>
  escalationReturned?: Taken<EscalationReturn>
  /** Of a card whose production has begun. */
  cardId?: string
}

export const REMINDER_KINDS = [
  'reviewDueSoon',
  'reviewOverdue',
  'cardNotArrived',
  'documentNotAdded',
] as const
export type ReminderKind = (typeof REMINDER_KINDS)[number]

/** A timer of a waiting request, at an ISO instant: a reminder, or the end of the applicant's time. */
export interface Alarm {
  at: string
  about: ReminderKind | 'applicantTimeOver'
}

/** The latest time that a case was handed to the head. */
export interface CarriedEscalation {
  escalation: Taken<Escalation>
  /** Null if the head has not given it back. */
  returned: Taken<EscalationReturn> | null
}

/** The latest ask for a document and what it has stopped. */
export interface CarriedAsk {
  ask: Taken<DocumentAsk>
  /** ISO instant until which the applicant is waited for. */
  until: string
  stopped: StoppedReview
  /** Whether the request still waits for the applicant. */
  isOpen: boolean
  isRecorded: boolean
}

/** What has become of a card in production, for the run that continues an earlier one. */
export interface CarriedProduction {
  subState: ProductionSubState
  /** ISO instant at which it reached the sub-state. */
  since: string
  /** Number of the last step in the record. */
  seq: number
  /** The cancellation that holds the card; null if none does. */
  heldFor: string | null
  taken: readonly Taken<ProductionEvent>[]
  /** Missing in runs from before events could be taken back. */
  reverted?: readonly Taken<ProductionReversal>[]
  refusals: CarriedRefusals
  /** Ids of all messages that it has proven; missing in runs from before claims. */
  heard?: readonly string[]
  /** Begun by an operator after the run was lost. */
  isRepaired?: true
}

/** The refused messages of a run. */
export interface CarriedRefusals {
  latest: readonly Refusal[]
  /** How many there were in all. */
  count: number
  /** How many of them were not to be recorded. */
  unrecorded: number
}

export interface FamilyRefreshInput {
  /** Account id of the staff member whose family is asked for, who is also the one who asks. */
  accountId: string
  unitCode: string
  /** Failed attempts before this run continued as new; 0 at first. */
  attempts?: number
}

/** A bulk act of the bureau, or another attempt at what was left of it. */
export interface BureauBatchInput {
  /** Random id of its record. */
  batchId: string
  kind: BatchKind
  /** 1 at first; one more each time that a clerk has the failed items tried again. */
  attempt: number
  items: readonly BatchItem[]
}

/** The message for one item, which the bureau has proven: workers cannot. */
export type BatchItem = { requestId: string } & (
  { event: Proven<ProductionEvent> } | { arrival: Proven<PhysicalCardReceived> }
)
