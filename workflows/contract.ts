/**
 * What services and workflows agree on: queues, ids, messages, inputs and answers. No workflow
 * code. All of it appears in Temporal's histories and lists, so it contains only ids, codes, keys
 * and hashes (D12).
 */
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common'
import type { SearchAttributePair } from '@temporalio/common'
import { defineQuery, defineSignal } from '@temporalio/workflow'
import type { ArrivalReversal } from './domain/arrivalReversal'
import type { DocumentAdded, DocumentAsk } from './domain/documentAsk'
import type { Escalation, EscalationReturn } from './domain/escalation'
import type {
  BureauDecision,
  DecisionTaken,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionEventKind,
  ProductionReversal,
  Refusal,
  ReviewOpened,
  Withdrawal,
} from './domain/messages'
import type { Proven } from './domain/proof'
import type { ItemOutcome } from './domain/batches'
import type { CardRequestState, Outcome, RequestState } from './domain/requestState'
import type { CancellationDecided, HoldAnswered, HoldPrint } from './domain/runMessages'
import type {
  BureauBatchInput,
  CardProductionInput,
  CarriedEscalation,
  FamilyRefreshInput,
  RunMemo,
} from './runInputs'
import { stateInTurkish } from './domain/stateInTurkish'
import { APPROVED_CARD } from './domain/requestState'
import { BATCH_WAITS_FOR, batchInTurkish, WAITING_FOR_REGISTER, waitingOf } from './domain/waiting'

export * from './activityContract'
export * from './domain/messages'
export type { ArrivalReversal, ArrivalReversalGround } from './domain/arrivalReversal'
export type { DocumentAdded, DocumentAsk } from './domain/documentAsk'
export type { Escalation, EscalationReturn } from './domain/escalation'
export type { Proof, Proven, ProvenMessage, ProvenMessages, Taken } from './domain/proof'
export * from './reconciliationContract'
export * from './runInputs'

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
  reconciliation: 'reconciliation',
  bureauBatch: 'bureauBatch',
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
  reconciliation: 'pyk-reconciliation',
} as const

/** One refresh per staff member at a time, by the random id of the account. */
export function familyRefreshWorkflowId(accountId: string): string {
  return `pyk-family-${accountId}`
}

/** One run per attempt of a batch, so that the same form sent twice is one run. */
export function batchWorkflowId(batchId: string, attempt: number): string {
  return `pyk-batch-${batchId}-${attempt}`
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

/** What a run's start says to operators; its state from then on is in its current details. */
export function startDetails(
  { requestNumber, unitCode }: { requestNumber: string; unitCode: string },
  state: RequestState,
): string {
  return [
    `**Talep:** ${requestNumber} (birim ${unitCode})`,
    `**Başladığı durum:** ${stateInTurkish(state)}; beklenen: ${waitingOf(state).what}`,
    '**Şimdiki durum:** “Current Details” bölümünde',
  ].join('\n\n')
}

/** How operators see the run of a card's production when it begins. */
export function productionInTemporal({ requestNumber, unitCode, carried }: CardProductionInput) {
  const type = WORKFLOW_TYPES.cardProduction
  const state = { ...APPROVED_CARD, subState: carried?.subState ?? APPROVED_CARD.subState }
  return {
    staticSummary: `Kart üretimi · ${requestNumber}`,
    staticDetails: startDetails({ requestNumber, unitCode }, state),
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

/** How operators see the run of a batch when it begins. */
export function batchInTemporal({ kind, items }: BureauBatchInput) {
  const typedSearchAttributes: SearchAttributePair[] = [
    { key: SEARCH_ATTRIBUTES.requestType, value: WORKFLOW_TYPES.bureauBatch },
    { key: SEARCH_ATTRIBUTES.waitingFor, value: BATCH_WAITS_FOR },
  ]
  return {
    staticSummary: `Toplu işlem · ${batchInTurkish(kind, items.length)}`,
    typedSearchAttributes,
  }
}

/** The bureau's decision on a request. */
export const bureauDecision = defineSignal<[Proven<BureauDecision>]>('bureauDecision')
/** The card of a non-lost cancellation has come back (D6). */
export const physicalCardReceived =
  defineSignal<[Proven<PhysicalCardReceived>]>('physicalCardReceived')
/** That arrival was recorded by mistake; until the cancellation is decided. */
export const arrivalReverted = defineSignal<[Proven<ArrivalReversal>]>('arrivalReverted')
/** A clerk has opened the review page of a request. */
export const reviewOpened = defineSignal<[Proven<ReviewOpened>]>('reviewOpened')
/** The applicant takes a request back that nobody has opened. */
export const withdrawal = defineSignal<[Withdrawal]>('withdrawal')
/**
 * Administrative leave has changed: the run asks the record for it. Anybody may send it, since it says
 * nothing itself.
 */
export const calendarChanged = defineSignal('calendarChanged')
/** The bureau asks the applicant for one document ("eksik iste"). */
export const documentAsked = defineSignal<[Proven<DocumentAsk>]>('documentAsked')
/** A clerk hands the case to the head of the bureau ("Amire ilet"). */
export const escalated = defineSignal<[Proven<Escalation>]>('escalated')
/** The head gives the case back to the clerks. */
export const escalationReturned = defineSignal<[Proven<EscalationReturn>]>('escalationReturned')
/** The applicant has added the document that was asked for. */
export const documentAdded = defineSignal<[DocumentAdded]>('documentAdded')
/** Something happened to a card at the bureau (D1). */
export const productionEvent = defineSignal<[Proven<ProductionEvent>]>('productionEvent')

/** An event was recorded by mistake and is taken back, unless the next one has been recorded. */
export const productionReverted = defineSignal<[Proven<ProductionReversal>]>('productionReverted')

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
  /** The latest arrival that was taken back; missing in answers from before this rule. */
  arrivalReverted?: ArrivalReversal | null
  /** The first opening of its review page. */
  opened: ReviewOpened | null
  withdrawal: Withdrawal | null
  /** The latest ask for a document, open or answered. */
  asked: DocumentAsk | null
  /** The latest time that the case was handed to the head. */
  escalation: CarriedEscalation | null
  /** The latest addition that it has taken. */
  added: DocumentAdded | null
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
  /** Without those that were taken back. */
  taken: readonly { eventId: string; kind: ProductionEventKind; by: string; at: string }[]
  reverted: readonly { reversalId: string; kind: ProductionEventKind; by: string; at: string }[]
  /** The latest ones. */
  refusals: readonly Refusal[]
  /** How many messages were refused in all. */
  refusalCount: number
}
export const productionStateQuery = defineQuery<ProductionRunState>('state')

/** Answer of the query `state` of a batch's run. */
export interface BatchRunState {
  batchId: string
  attempt: number
  /** The items of this attempt; without an outcome those that are still to be done. */
  items: readonly { requestId: string; outcome: ItemOutcome | null }[]
}
export const batchStateQuery = defineQuery<BatchRunState>('state')

/** Memo of a request's run, by which a repeated submit recognises its own run. */
export interface RequestMemo extends RunMemo {
  requestId: string
  requestNumber: string
}
