/**
 * What workflows ask of activities, and the answers. Part of the contract; histories contain it, so it
 * holds only ids, codes, keys and hashes (D12).
 */
import type { ArrivalReversalGround } from './domain/arrivalReversal'
import type { ItemOutcome } from './domain/batches'
import type { DocumentAdded, DocumentAsk } from './domain/documentAsk'
import type { DocumentFault, DocumentKind } from './domain/documents'
import type { Escalation, EscalationReturn } from './domain/escalation'
import type { Leave } from './domain/holidays'
import type { RefreshState } from './domain/familyRefresh'
import type {
  BureauDecision,
  ProductionEvent,
  ProductionEventKind,
  Refusal,
  ReversalGround,
  StoredDocument,
} from './domain/messages'
import type { Proof, ProvenMessage, ProvenMessages, Taken } from './domain/proof'
import type { AUTOMATIC_REJECTION } from './domain/reasons'
import type { StoppedReview } from './domain/requestClocks'
import type { ProductionSubState, RequestState } from './domain/requestState'
import type { CancellationOnRecord, HoldPrint } from './domain/runMessages'
import type {
  BatchItem,
  CancellationRequestInput,
  CardRequestInput,
  ReminderKind,
  UnrecordedRequest,
} from './runInputs'

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
  | ({
      kind: 'cardArrived'
      receiptId: string
      letterNo: string
      letterDate: string
      by: string
      dueAt: string
    } & Partial<Proof>)
  | { kind: 'reminded'; about: ReminderKind }
  | {
      kind: 'documentAsked'
      ask: Taken<DocumentAsk>
      /** Until when the applicant is waited for. */
      until: string
      stopped: StoppedReview
    }
  | { kind: 'documentAdded'; added: DocumentAdded; document: StoredDocument; dueAt: string }
  /** The applicant's time is over; the request goes back to the bureau as it is. */
  | { kind: 'documentNotAdded'; askId: string; document: DocumentKind; dueAt: string }
  /** The arrival was recorded by mistake; the card is awaited again. */
  | ({
      kind: 'cardArrivalReverted'
      reversalId: string
      ground: ArrivalReversalGround
      by: string
    } & Partial<Proof>)
  | ({ kind: 'reviewOpened'; openingId: string; by: string } & Partial<Proof>)
  | { kind: 'escalated'; escalation: Taken<Escalation> }
  | { kind: 'escalationReturned'; returned: Taken<EscalationReturn> }
  | { kind: 'withdrawn'; withdrawalId: string; by: string }
  | { kind: 'refused'; refusal: Refusal; claim?: string | undefined }
  /** A lost run was begun again by an operator. */
  | { kind: 'repaired' }
  /** Administrative leave has changed, and with it the last day of the review. */
  | { kind: 'dueMoved'; dueAt: string }
  /** The same for the applicant's last day. */
  | { kind: 'applicantDayMoved'; until: string }
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
export interface CardStep extends Partial<Proof> {
  cardId: string
  requestId: string
  seq: number
  at: string
  subState: ProductionSubState
  /** Account id of the clerk; null when a run did it. */
  by: string | null
  eventId: string | null
  /** A lost run was begun again by an operator; the card stays where it is. */
  isRepair?: true
  /** The event that is taken back by this step, and why; `eventId` is the reversal's. */
  reversal?: { of: ProductionEventKind; ground: ReversalGround }
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
  /** The open cancellation of a card that is back at the bureau, and its run; null if there is none. */
  askOpenCancellation(question: CardQuestion): Promise<HoldPrint | null>
  /** What the record says of a card, before its cancellation believes an answer; null if unknown. */
  askCard(question: CardQuestion): Promise<ProductionSubState | null>
  /**
   * The document that the applicant has added, as the record has it; null if the portal has not
   * written this addition.
   */
  askAddition(question: AdditionQuestion): Promise<StoredDocument | null>
  /** What the lost run had not recorded; refused if no operator has begun this repair. */
  askRepair(question: { requestId: string; seq: number }): Promise<UnrecordedRequest>
  /** The same for a card in production. */
  askCardRepair(question: {
    cardId: string
    seq: number
  }): Promise<readonly Taken<ProductionEvent>[]>
  /** The administrative leave on record. */
  askLeave(): Promise<Leave>
}

/** Reports to the operators, on the workflows' own queue. */
export interface AlarmActivities {
  /** A cancellation has found no production of a card that is still at the bureau. */
  reportLostProduction(question: CardQuestion): Promise<void>
}

export interface AdditionQuestion {
  added: DocumentAdded
  /** What was asked for. */
  kind: DocumentKind
}

export interface CancellationQuestion {
  cancellationRequestId: string
  /** The card that it must be about. */
  cardId: string
}

export interface CardQuestion {
  cardId: string
}

/** The items of a batch, on the workflows' own queue. */
export interface BatchActivities {
  /** Sends the message of an item to its run. A rule that forbids it, or a lost run, is an answer. */
  deliverItem(item: BatchItem): Promise<ItemOutcome>
}

/** The record of a batch, on the workflows' own queue. */
export interface BatchRecordActivities {
  recordBatchItem(item: BatchItemStep): Promise<void>
  endBatch(end: { batchId: string; attempt: number; at: string }): Promise<void>
}

/** What became of an item in one attempt. */
export interface BatchItemStep {
  batchId: string
  attempt: number
  requestId: string
  outcome: ItemOutcome
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
  /** A step says that a clerk did something, and no claim of the bureau says the same. */
  unprovenStep: 'UnprovenStep',
  /** A second open request for the same relative reached the database. */
  openRequestExists: 'OpenRequestExists',
  /** A run says that it continues a lost one, and no operator has begun it. */
  repairUnknown: 'RepairUnknown',
  /** The population register could not be asked; each is an operator's alarm. */
  registryUnavailable: 'RegistryUnavailable',
  registryNotAuthorised: 'RegistryNotAuthorised',
  identityMissing: 'IdentityMissing',
} as const
