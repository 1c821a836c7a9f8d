import { Schema } from 'mongoose'
import type {
  ArrivalReversalGround,
  DocumentCheck,
  ProductionEventKind,
  RefusalCause,
  ReminderKind,
  RequestStepEffect,
  ReversalGround,
} from '../../../workflows/contract'
import type {
  AUTOMATIC_REJECTION,
  CancellationReason,
  RejectionReason,
} from '../../../workflows/domain/reasons'
import { QUEUES, REQUEST_TYPES, STATUSES } from '../../../workflows/domain/requestState'
import type {
  Outcome,
  ProductionSubState,
  Queue,
  RequestState,
  RequestType,
  Status,
  SubState,
} from '../../../workflows/domain/requestState'
import type { DocumentKind } from '../../../workflows/domain/documents'
import type { DocumentFlaw } from '../../../workflows/domain/documentAsk'
import type { PersonFacts } from '../../../workflows/domain/personChanges'
import type { RequestTiming } from '../../../workflows/domain/requestTiming'
import { keptDocumentFields, keptDocumentSchema } from './keptDocument'
import type { KeptDocument } from './keptDocument'

/** What happened to a request, one line per step: who, what, when. */
export interface RequestAuditLine {
  /**
   * `requestId:seq` of the request's own run, `cardId:seq` of production, `requestId:seq` of a
   * cancellation that ended its card.
   */
  key: string
  action:
    | 'filed'
    | RequestStepEffect['kind']
    | ProductionSubState
    | 'dispatchReleased'
    | `${ProductionEventKind}Reverted`
  /** Account id; null when the system did it. */
  actor: string | null
  at: Date
  /** Of a refused message. */
  cause?: RefusalCause
  /** Of a reminder. */
  about?: ReminderKind
  /** Of a record that was taken back: why. */
  ground?: ReversalGround | ArrivalReversalGround
  /** Of the refused messages that have no line of their own: how many there were. */
  count?: number
  /** The document that was asked for. */
  document?: DocumentKind
  /** Its link (auditChain/links.ts); lines of earlier versions have none. */
  hash?: string
  /** Id of the key that proved the bureau's message; missing if no message did it. */
  provenBy?: string
}

/**
 * A card or cancellation request: the projection of its run while that is open, and the record
 * afterwards.
 */
export interface RequestRecord {
  _id: string
  number: string
  type: RequestType
  status: Status
  subState: SubState
  /** The only work list that shows it. */
  queue: Queue
  /** Holds the lock of the relative (D5). */
  open: boolean
  personId: string
  applicantId: string
  relatedStaffIds: string[]
  unitCode: string
  /** Why the card is to be cancelled (S46); null for a card request. */
  reason: CancellationReason | null
  /** The card made, or the card to be cancelled. */
  cardId: string | null
  documents: KeptDocument[]
  /** Set if its photo was put right before it was filed (D13). */
  photoPutRight?: true
  /** Its person as of the day of filing; missing in earlier records. */
  filedPerson?: PersonFacts | null
  filedAt: Date
  /** When it entered its queue; work lists are sorted by it. */
  queuedAt: Date
  dueAt: Date | null
  decision: {
    decisionId: string
    outcome: Outcome
    /** Account id; null when the document check returned the request. */
    by: string | null
    at: Date
    reasons: (RejectionReason | typeof AUTOMATIC_REJECTION)[]
    explanationId: string | null
  } | null
  /** What the second document check found, when it returned the request. */
  documentFaults: DocumentCheck['faults']
  /** When the documents of a rejected request were deleted; missing if they were not. */
  documentsDeletedAt?: Date
  cardReceived: {
    receiptId: string
    letterNo: string
    letterDate: string
    by: string
    at: Date
  } | null
  /** The first opening of its review page; missing in earlier records. */
  opened?: { openingId: string; by: string; at: Date } | null
  /** Set when the applicant took it back; missing in earlier records. */
  withdrawn?: { withdrawalId: string; by: string; at: Date } | null
  /** The latest ask for a document ("eksik iste"); missing if there was none. */
  asked?: RecordedAsk | null
  /** The latest time that a clerk handed it to the head ("Amire ilet"); missing if none did. */
  escalation?: RecordedEscalation | null
  /** Documents that the applicant replaced, until they are deleted; missing in earlier records. */
  replacedDocuments?: (KeptDocument & { replacedAt: Date })[]
  reminders: { about: ReminderKind; at: Date }[]
  /** The clocks it was filed with; missing in earlier records. */
  timing?: RequestTiming
  seq: number
  audit: RequestAuditLine[]
  /** Mark of the end of `audit`. */
  auditEnd?: string
}

/** An ask for a document, and how it ended. */
export interface RecordedAsk {
  askId: string
  kind: DocumentKind
  flaw: DocumentFlaw
  /** Id of the clerk's note among the explanations. */
  noteId: string | null
  by: string
  at: Date
  /** Until when the applicant is waited for. */
  until: Date
  /** Of the review that stopped: working days left; null if it was overdue. */
  daysLeft: number | null
  reviewDueAt: Date
  /** Null while it waits for the applicant. */
  end: 'added' | 'notAdded' | null
  endedAt: Date | null
  /** Id of the draft that held the added document. */
  additionId: string | null
}

/** A case that was handed to the head; the notes are among the explanations. */
export interface RecordedEscalation {
  escalationId: string
  noteId: string
  /** Account id of the clerk. */
  by: string
  at: Date
  /** Null while the head has it, and if they decided it. */
  returned: { returnId: string; noteId: string; by: string; at: Date } | null
}

/** The state of a stored request, as the table of states knows it. */
export function stateOf({
  type,
  status,
  subState,
}: Pick<RequestRecord, 'type' | 'status' | 'subState'>): RequestState {
  return { type, status, subState } as RequestState
}

const inner = (definition: Record<string, unknown>) => new Schema(definition, { _id: false })

export const requestSchema = new Schema<RequestRecord>(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    type: { type: String, enum: REQUEST_TYPES, required: true },
    status: { type: String, enum: STATUSES, required: true },
    subState: { type: String, required: true },
    queue: { type: String, enum: QUEUES, required: true },
    open: { type: Boolean, required: true },
    personId: { type: String, required: true },
    applicantId: { type: String, required: true },
    relatedStaffIds: { type: [String], required: true },
    unitCode: { type: String, required: true },
    reason: { type: String, default: null },
    cardId: { type: String, default: null },
    documents: { type: [keptDocumentSchema], required: true },
    photoPutRight: Boolean,
    filedPerson: {
      type: inner({
        name: String,
        surname: String,
        birthDate: inner({ year: Number, month: Number, day: Number }),
        relation: String,
        worksAtMinistry: Boolean,
      }),
      default: undefined,
    },
    filedAt: { type: Date, required: true },
    queuedAt: { type: Date, required: true },
    dueAt: { type: Date, default: null },
    decision: {
      type: inner({
        decisionId: String,
        outcome: String,
        by: String,
        at: Date,
        reasons: [String],
        explanationId: String,
      }),
      default: null,
    },
    documentFaults: {
      type: [
        inner({
          kind: String,
          faults: [inner({ code: String, measured: String, required: String })],
        }),
      ],
      default: [],
    },
    documentsDeletedAt: Date,
    cardReceived: {
      type: inner({
        receiptId: String,
        letterNo: String,
        letterDate: String,
        by: String,
        at: Date,
      }),
      default: null,
    },
    opened: { type: inner({ openingId: String, by: String, at: Date }), default: null },
    withdrawn: { type: inner({ withdrawalId: String, by: String, at: Date }), default: null },
    asked: {
      type: inner({
        askId: String,
        kind: String,
        flaw: String,
        noteId: String,
        by: String,
        at: Date,
        until: Date,
        daysLeft: Number,
        reviewDueAt: Date,
        end: String,
        endedAt: Date,
        additionId: String,
      }),
      default: undefined,
    },
    escalation: {
      type: inner({
        escalationId: String,
        noteId: String,
        by: String,
        at: Date,
        returned: {
          type: inner({ returnId: String, noteId: String, by: String, at: Date }),
          default: null,
        },
      }),
      default: undefined,
    },
    replacedDocuments: {
      type: [inner({ ...keptDocumentFields, replacedAt: Date })],
      default: undefined,
    },
    reminders: { type: [inner({ about: String, at: Date })], default: [] },
    timing: inner({
      reviewDueDays: Number,
      reviewReminderDaysBefore: Number,
      cardReminderDays: [Number],
      reversalDays: Number,
      applicantReminderDays: { type: [Number], default: undefined },
      applicantWaitDays: Number,
    }),
    seq: { type: Number, required: true },
    audit: {
      type: [
        inner({
          key: String,
          action: String,
          actor: String,
          at: Date,
          cause: String,
          about: String,
          ground: String,
          count: Number,
          document: String,
          hash: String,
          provenBy: String,
        }),
      ],
      required: true,
    },
    auditEnd: String,
  },
  { versionKey: false },
)
/** The second lock behind the workflow id: one open request per relative (D5). */
requestSchema.index(
  { personId: 1 },
  { unique: true, partialFilterExpression: { open: true }, name: 'oneOpenPerPerson' },
)
requestSchema.index({ number: 1 }, { unique: true })
requestSchema.index({ personId: 1, filedAt: -1 })
requestSchema.index({ applicantId: 1, filedAt: -1 })
/** Finds the rejected ones whose documents are to be deleted, and who else uses a file. */
requestSchema.index({ status: 1, 'decision.at': 1 })
requestSchema.index({ 'documents.key': 1 })
requestSchema.index({ 'documents.pages.key': 1 })
/** The same for the documents that were replaced, which few requests have. */
requestSchema.index({ 'replacedDocuments.key': 1 }, { sparse: true })
requestSchema.index({ 'replacedDocuments.pages.key': 1 }, { sparse: true })
requestSchema.index({ 'replacedDocuments.replacedAt': 1 }, { sparse: true })
/** Find the newest requests with the same file, and with pictures that look the same. */
export const SAME_FILES = { 'documents.sha256': 1, filedAt: -1 } as const
export const SAME_LOOKS = { 'documents.measured.look': 1, filedAt: -1 } as const
requestSchema.index(SAME_FILES)
requestSchema.index(SAME_LOOKS)
/** The work lists by each filter of the screen: reviews by due day, the others oldest first. */
const REVIEWS = { partialFilterExpression: { queue: 'review' } }
for (const filter of [
  [],
  ['type'],
  ['unitCode'],
  ['type', 'unitCode'],
  ['reason'],
  ['unitCode', 'reason'],
] as const) {
  const fields = ['queue', ...filter, 'dueAt', 'queuedAt', '_id']
  requestSchema.index(Object.fromEntries(fields.map((field) => [field, 1])), REVIEWS)
}
/** The few reviews that the head has, by each filter of the screen. */
requestSchema.index(
  { subState: 1, dueAt: 1, queuedAt: 1, _id: 1 },
  { partialFilterExpression: { subState: 'withHead' } },
)
requestSchema.index({ queue: 1, queuedAt: 1, _id: 1 })
requestSchema.index({ queue: 1, unitCode: 1, queuedAt: 1, _id: 1 })
requestSchema.index(
  { queue: 1, reason: 1, queuedAt: 1, _id: 1 },
  { partialFilterExpression: { queue: 'cardArrival' } },
)
/** Cover the figures of the head: what came in, and what was decided, in a period. */
requestSchema.index({ filedAt: 1, type: 1, unitCode: 1, photoPutRight: 1 })
requestSchema.index({
  'decision.at': 1,
  'decision.outcome': 1,
  'decision.by': 1,
  unitCode: 1,
  filedAt: 1,
  'cardReceived.at': 1,
})
