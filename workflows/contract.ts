/**
 * What services and workflows agree on: queues, ids, messages, inputs and answers. No workflow
 * code. All of it appears in Temporal's histories and lists, so it contains only ids, codes, keys
 * and hashes (D12).
 */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import type { SearchAttributePair } from '@temporalio/common'
import { defineQuery, defineSignal } from '@temporalio/workflow'
import type { DocumentFault, DocumentKind } from './domain/documents'
import type { RefreshState } from './domain/familyRefresh'
import type { Day } from './domain/istanbul'
import type { AUTOMATIC_REJECTION } from './domain/reasons'
import type { CancellationReason } from './domain/reasons'
import type {
  BureauDecision,
  DecisionTaken,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionEventKind,
  Refusal,
  ReviewOpened,
  StoredDocument,
  Withdrawal,
} from './domain/messages'
import type { Proven, ProvenMessage, ProvenMessages, Taken } from './domain/proof'
import type {
  CardRequestState,
  Outcome,
  ProductionSubState,
  RequestState,
} from './domain/requestState'
import type { RequestTiming } from './domain/requestTiming'
import type {
  CancellationDecided,
  CancellationOnRecord,
  HoldAnswered,
  HoldPrint,
} from './domain/runMessages'
import { APPROVED_CARD } from './domain/requestState'
import { WAITING_FOR_REGISTER, waitingOf } from './domain/waiting'

export * from './domain/messages'
export type { Proven, ProvenMessage, ProvenMessages, Taken } from './domain/proof'

/**
 * `requests`: workflows and short MongoDB writes. `documents`: image work, in its own process.
 * `registry`: questions to the population register, in the only worker that can read identity
 * numbers.
 */
export const TASK_QUEUES = {
  requests: 'requests',
  documents: 'documents',
  registry: 'registry',
} as const

export const WORKFLOW_TYPES = {
  cardRequest: 'cardRequest',
  cancellationRequest: 'cancellationRequest',
  cardProduction: 'cardProduction',
  familyRefresh: 'familyRefresh',
  noticeDelivery: 'noticeDelivery',
  dataDeletion: 'dataDeletion',
} as const

/**
 * One id per relative, for all types of request and for both parents: Temporal itself refuses a
 * second open request (D5).
 */
export function requestWorkflowId(personKey: string): string {
  return `pyk-request-${personKey}`
}

/** One production run per card. */
export function cardProductionWorkflowId(cardId: string): string {
  return `pyk-card-${cardId}`
}

/**
 * Schedules, by which operators find what runs by itself. The ids of their runs begin with these
 * names.
 */
export const SCHEDULES = {
  noticeDelivery: 'pyk-notices',
  dataDeletion: 'pyk-deletion',
} as const

/** One refresh per staff member at a time, by the random id of the account. */
export function familyRefreshWorkflowId(accountId: string): string {
  return `pyk-family-${accountId}`
}

/** The fixed list of search attributes for operators. They are registered with these names. */
export const SEARCH_ATTRIBUTES = {
  requestType: defineSearchAttributeKey('RequestType', SearchAttributeType.KEYWORD),
  requestStatus: defineSearchAttributeKey('RequestStatus', SearchAttributeType.KEYWORD),
  requestSubState: defineSearchAttributeKey('RequestSubState', SearchAttributeType.KEYWORD),
  waitingFor: defineSearchAttributeKey('WaitingFor', SearchAttributeType.KEYWORD),
  unitCode: defineSearchAttributeKey('UnitCode', SearchAttributeType.KEYWORD),
  dueDay: defineSearchAttributeKey('DueDay', SearchAttributeType.DATETIME),
  requestNumber: defineSearchAttributeKey('RequestNumber', SearchAttributeType.KEYWORD),
} as const

/** The search attributes that do not change during a run. */
export function requestAttributes(run: {
  type: keyof typeof WORKFLOW_TYPES
  requestNumber: string
  unitCode: string
}): SearchAttributePair[] {
  return [
    { key: SEARCH_ATTRIBUTES.requestType, value: run.type },
    { key: SEARCH_ATTRIBUTES.unitCode, value: run.unitCode },
    { key: SEARCH_ATTRIBUTES.requestNumber, value: run.requestNumber },
  ]
}

/**
 * The search attributes of a state. The first ones are set by the start itself, which saves a
 * write.
 */
export function stateAttributes(state: RequestState): SearchAttributePair[] {
  return [
    { key: SEARCH_ATTRIBUTES.requestStatus, value: state.status },
    { key: SEARCH_ATTRIBUTES.requestSubState, value: state.subState },
    { key: SEARCH_ATTRIBUTES.waitingFor, value: waitingOf(state).for },
  ]
}

/** How operators see the run of a card's production when it begins. */
export function productionInTemporal({ requestNumber, unitCode, carried }: CardProductionInput) {
  const type = WORKFLOW_TYPES.cardProduction
  const state = { ...APPROVED_CARD, subState: carried?.subState ?? APPROVED_CARD.subState }
  return {
    staticSummary: `Kart üretimi · ${requestNumber}`,
    typedSearchAttributes: [
      ...requestAttributes({ type, requestNumber, unitCode }),
      ...stateAttributes(state),
    ],
  }
}

/** The search attributes of a refresh, which waits for the register until it ends. */
export function refreshAttributes({ unitCode }: FamilyRefreshInput): SearchAttributePair[] {
  return [
    { key: SEARCH_ATTRIBUTES.requestType, value: WORKFLOW_TYPES.familyRefresh },
    { key: SEARCH_ATTRIBUTES.unitCode, value: unitCode },
    { key: SEARCH_ATTRIBUTES.waitingFor, value: WAITING_FOR_REGISTER.for },
  ]
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
  /** Of a card whose production has begun. */
  cardId?: string
}

/** A reminder of a waiting request, at an ISO instant. */
export interface Alarm {
  at: string
  about: ReminderKind
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

/** The bureau's decision on a request. */
export const bureauDecision = defineSignal<[Proven<BureauDecision>]>('bureauDecision')
/** The card of a non-lost cancellation has come back (D6). */
export const physicalCardReceived =
  defineSignal<[Proven<PhysicalCardReceived>]>('physicalCardReceived')
/** A clerk has opened the review page of a request. */
export const reviewOpened = defineSignal<[Proven<ReviewOpened>]>('reviewOpened')
/** The applicant takes a request back that nobody has opened. */
export const withdrawal = defineSignal<[Withdrawal]>('withdrawal')
/** Something happened to a card at the bureau (D1). */
export const productionEvent = defineSignal<[Proven<ProductionEvent>]>('productionEvent')

/**
 * Between a cancellation and the production of its card (D3): hold the card, the answer, and the
 * decision.
 */
export const holdPrint = defineSignal<[HoldPrint]>('holdPrint')
export const holdAnswered = defineSignal<[HoldAnswered]>('holdAnswered')
export const releasePrint = defineSignal<[CancellationDecided]>('releasePrint')
export const cardCancelled = defineSignal<[CancellationDecided]>('cardCancelled')

/** The staff member wants a refresh that waits to be tried again at once. */
export const askAgain = defineSignal('askAgain')

/** How a request's run ends. */
export interface RequestResult {
  outcome: Outcome | 'withdrawn'
}

/** Answer of the query `state` of a request's run. */
export interface RequestRunState {
  requestId: string
  state: RequestState
  decision: DecisionTaken | null
  cardReceived: { receiptId: string; by: string; at: string } | null
  /** The first opening of its review page. */
  opened: ReviewOpened | null
  withdrawal: Withdrawal | null
  /** The latest ones. */
  refusals: readonly Refusal[]
  /** How many messages were refused in all. */
  refusalCount: number
  dueAt: string | null
}
export const requestStateQuery = defineQuery<RequestRunState>('state')

/** Answer of the query `state` of a production run. */
export interface ProductionRunState {
  cardId: string
  requestId: string
  state: CardRequestState
  taken: readonly { eventId: string; kind: ProductionEventKind; by: string; at: string }[]
  /** The latest ones. */
  refusals: readonly Refusal[]
  /** How many messages were refused in all. */
  refusalCount: number
}
export const productionStateQuery = defineQuery<ProductionRunState>('state')

/** Memo of a request's run, by which a repeated submit recognises its own run. */
export interface RequestMemo {
  requestId: string
  requestNumber: string
}

// --- Activities ------------------------------------------------------------

/** Answer of the document check: the faults of each document that has any. */
export interface DocumentCheck {
  faults: readonly { kind: DocumentKind; faults: readonly DocumentFault[] }[]
}

/** The first write of a request, which creates its row. Idempotent. */
export interface NewRequest {
  input: CardRequestInput | CancellationRequestInput
  at: string
}

/**
 * What a step changes in the record; one union member for each thing that can happen to a request.
 */
export type RequestStepEffect =
  | { kind: 'enteredReview'; dueAt: string }
  | { kind: 'cardAwaited' }
  | {
      kind: 'cardArrived'
      receiptId: string
      letterNo: string
      letterDate: string
      by: string
      provenBy?: string | undefined
      dueAt: string
    }
  | { kind: 'reminded'; about: ReminderKind }
  | { kind: 'reviewOpened'; openingId: string; by: string; provenBy?: string | undefined }
  | { kind: 'withdrawn'; withdrawalId: string; by: string }
  | { kind: 'refused'; refusal: Refusal }
  /** A lost run was begun again by an operator. */
  | { kind: 'repaired' }
  /** At the end of a run: how many more messages were refused than it recorded. */
  | { kind: 'refusalsCounted'; count: number }
  | { kind: 'cardApproved'; decision: Taken<BureauDecision>; cardId: string }
  | {
      kind: 'cancellationApproved'
      decision: Taken<BureauDecision>
      cardId: string
      /** For operators: whether the card was held at the bureau. Recorded histories have this name. */
      printWasHeld: boolean
    }
  | { kind: 'rejected'; decision: Taken<BureauDecision> }
  | { kind: 'returnedByDocumentCheck'; check: DocumentCheck; reason: typeof AUTOMATIC_REJECTION }

export const REMINDER_KINDS = ['reviewDueSoon', 'reviewOverdue', 'cardNotArrived'] as const
export type ReminderKind = (typeof REMINDER_KINDS)[number]

/** One conditional update of the record: step `seq` follows `seq - 1`, keyed `requestId:seq`. */
export interface RequestStep {
  requestId: string
  seq: number
  at: string
  /** The state after the step. */
  state: RequestState
  effect: RequestStepEffect
}

/** One conditional update of a card and its request's sub-state, keyed `cardId:seq`. */
export interface CardStep {
  cardId: string
  requestId: string
  seq: number
  at: string
  subState: ProductionSubState
  /** Account id of the clerk; null when a run did it. */
  by: string | null
  eventId: string | null
  /** Id of the key that proved the event. */
  provenBy?: string | undefined
  /** A lost run was begun again by an operator; the card stays where it is. */
  isRepair?: true
}

/** The activities of the workflows' own queue. */
export interface RecordActivities {
  /** Creates the row of a new request. Recorded histories contain this name, so it stays. */
  fileRequest(request: NewRequest): Promise<void>
  recordStep(step: RequestStep): Promise<void>
  /**
   * `cancelled: true` when the card has been cancelled, so that production has nothing left to do.
   */
  recordCardStep(step: CardStep): Promise<{ cancelled: boolean }>
  recordRefresh(step: RefreshStep): Promise<void>
  /** What the record says of a cancellation, before its card's production believes a message. */
  askCancellation(question: CancellationQuestion): Promise<CancellationOnRecord>
  /** What the record says of a card, before its cancellation believes an answer; null if unknown. */
  askCard(question: CardQuestion): Promise<ProductionSubState | null>
  /** What the lost run had not recorded; refused if no operator has begun this repair. */
  askRepair(question: { requestId: string; seq: number }): Promise<UnrecordedRequest>
  /** The same for a card in production. */
  askCardRepair(question: {
    cardId: string
    seq: number
  }): Promise<readonly Taken<ProductionEvent>[]>
}

/** Reports to the operators, on the workflows' own queue. */
export interface AlarmActivities {
  /** A cancellation has found no production of a card that is still at the bureau. */
  reportLostProduction(question: CardQuestion): Promise<void>
}

export interface CancellationQuestion {
  cancellationRequestId: string
  /** The card that it must be about. */
  cardId: string
}

export interface CardQuestion {
  cardId: string
}

/** The proof of the bureau's messages, on the workflows' own queue. */
export interface ClaimActivities {
  verifyClaim(claimed: ClaimedMessage): Promise<ClaimVerdict>
  /** For several that come together: the verdicts in the order of the messages. */
  verifyClaims(claimed: readonly ClaimedMessage[]): Promise<ClaimVerdict[]>
  /** When the server accepted a signal, as an ISO instant; null if the run's history has none. */
  acceptedAt(signal: SentSignal): Promise<string | null>
}

/** A well-formed message and the claim that should prove it. */
export interface ClaimedMessage {
  message: ProvenMessage
  fields: ProvenMessages[ProvenMessage]
  claim: string
}

/** The id of the key that proves the message, or why it is not proven. */
export type ClaimVerdict =
  { provenBy: string } | { cause: 'unproven' | 'unknownKey' | 'badSignature' }

export interface SentSignal {
  workflowId: string
  runId: string
  message: ProvenMessage
  claim: string
}

/** One step of a refresh, for the pages; a later step of the same or a later run replaces it. */
export interface RefreshStep {
  accountId: string
  runId: string
  /** When the run began. */
  startedAt: string
  seq: number
  at: string
  state: RefreshState
  /** The code of the register's fault; null if there is none. */
  fault: string | null
  /** When it is tried again; null if it is not. */
  nextAttemptAt: string | null
}

/** The activities of the queue `registry`. */
export interface RegistryActivities {
  /** Asks the population register and writes the family list. */
  askRegistry(question: RegistryQuestion): Promise<RegistryAnswer>
}

export interface RegistryQuestion {
  accountId: string
  at: string
}

/** What came of asking. A fault is an answer here: the run decides when to ask again. */
export type RegistryAnswer =
  | { kind: 'answered'; relatives: number }
  | { kind: 'failed'; fault: string }
  | { kind: 'notAuthorised'; fault: string }
  | { kind: 'noIdentity' }

/** The sending of notices by e-mail, on the workflows' own queue. */
export interface NoticeActivities {
  deliverNotices(): Promise<DeliveryReport>
}

export interface DeliveryReport {
  /** Mails sent by this call. */
  sent: number
  /** Mails that still wait. */
  waiting: number
  /** Code of the mail server's fault; null if there was none. */
  fault: string | null
  /** False if no mail server is configured. */
  isConfigured: boolean
}

/** The deletion in the record, on the workflows' own queue. */
export interface DeletionActivities {
  beginDeletion(until: { at: string }): Promise<DeletionBatch>
  endDeletion(done: { ids: readonly string[]; at: string }): Promise<void>
}

export interface DeletionBatch {
  /** Ids of the deletions; none if nothing is left to delete. */
  ids: string[]
  /** Object keys. */
  keys: string[]
}

/** The deletion of files, on the queue `documents`. */
export interface FileActivities {
  deleteFiles(keys: readonly string[]): Promise<void>
  /** Files that wait for a confirmation since too long, whether or not anything refers to them. */
  deleteWaitingFiles(until: { at: string }): Promise<void>
}

/** The activities of the queue `documents`. */
export interface DocumentActivities {
  checkDocuments(documents: readonly StoredDocument[]): Promise<DocumentCheck>
}

/** Types of the failures that activities throw on purpose; none of them is retried. */
export const FAILURES = {
  /** The record has moved on without this run: another step has already taken the step number. */
  projectionConflict: 'ProjectionConflict',
  /** A second open request for the same relative reached the database. */
  openRequestExists: 'OpenRequestExists',
  /** A run says that it continues a lost one, and no operator has begun it. */
  repairUnknown: 'RepairUnknown',
  /** The population register could not be asked; each is an operator's alarm. */
  registryUnavailable: 'RegistryUnavailable',
  registryNotAuthorised: 'RegistryNotAuthorised',
  identityMissing: 'IdentityMissing',
} as const
