/**
 * Inputs and messages of runs, as services send them; a test names only the fields that it is
 * about.
 */
import { randomUUID } from 'node:crypto'
import type {
  ArrivalReversal,
  BureauDecision,
  CancellationRequestInput,
  CardRequestInput,
  DocumentAdded,
  DocumentAsk,
  Escalation,
  EscalationReturn,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionReversal,
  Proven,
  ProvenMessage,
  ProvenMessages,
  ReviewOpened,
  StoredDocument,
  Withdrawal,
} from '../../workflows/contract'
import type { DocumentKind } from '../../workflows/domain/documents'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { claims } from './claims'

export const STAFF = 'account-staff'
export const OTHER_PARENT = 'account-other-parent'
export const CLERK = 'account-clerk'
export const OTHER_CLERK = 'account-other-clerk'
export const HEAD = 'account-head'

let lastNumber = 0

export function storedDocument(kind: DocumentKind): StoredDocument {
  return {
    kind,
    key: `documents/${randomUUID()}`,
    versionId: randomUUID(),
    sha256: 'ab'.repeat(32),
    bytes: 1234,
  }
}

export function cardRequestInput(over: Partial<CardRequestInput> = {}): CardRequestInput {
  lastNumber += 1
  return {
    type: 'cardRequest',
    requestId: randomUUID(),
    requestNumber: `PYK-2026-${String(lastNumber).padStart(6, '0')}`,
    personId: randomUUID(),
    applicantId: STAFF,
    relatedStaffIds: [STAFF, OTHER_PARENT],
    unitCode: '06-PER',
    documents: [storedDocument('photo'), storedDocument('receipt')],
    timing: DEFAULT_TIMING,
    ...over,
  }
}

export function cancellationRequestInput(
  over: Partial<CancellationRequestInput> = {},
): CancellationRequestInput {
  const { type: _type, ...common } = cardRequestInput()
  return {
    ...common,
    type: 'cancellationRequest',
    reason: 'damaged',
    cardId: randomUUID(),
    documents: [],
    ...over,
  }
}

/** A cancellation without a card to wait for. */
export function lostCardInput(): CancellationRequestInput {
  const documents = [storedDocument('lossForm'), storedDocument('policeLetter')]
  return cancellationRequestInput({ reason: 'lostOrStolen', documents })
}

/** The bureau's clock. A server that skips time is ahead of the machine's. */
const clock = { aheadMs: 0 }

/** Sets the bureau's clock to that of a server that skips time. */
export function setClock(nowMs: number): void {
  clock.aheadMs = nowMs - Date.now()
}

function sentAt(): string {
  return new Date(Date.now() + clock.aheadMs).toISOString()
}

/** The same message with the claim of the bureau for this moment, as if it were sent again. */
export function resent<Name extends ProvenMessage>(
  name: Name,
  message: ProvenMessages[Name],
): Proven<ProvenMessages[Name]> {
  const { claim: _claim, ...fields } = { claim: '', ...message }
  return claims.prove(name, { ...fields, at: sentAt() } as ProvenMessages[Name])
}

export function approval(
  requestId: string,
  over: Partial<BureauDecision> = {},
): Proven<BureauDecision> {
  return claims.prove('bureauDecision', {
    decisionId: randomUUID(),
    requestId,
    outcome: 'approved',
    reasons: [],
    explanationId: null,
    by: CLERK,
    at: sentAt(),
    ...over,
  })
}

export function rejection(
  requestId: string,
  over: Partial<BureauDecision> = {},
): Proven<BureauDecision> {
  return approval(requestId, { outcome: 'rejected', reasons: ['photoBackground'], ...over })
}

export function cardArrival(
  requestId: string,
  over: Partial<PhysicalCardReceived> = {},
): Proven<PhysicalCardReceived> {
  const at = sentAt()
  return claims.prove('physicalCardReceived', {
    receiptId: randomUUID(),
    requestId,
    letterNo: 'E-12345/2026',
    letterDate: istanbulDayOf(at),
    by: CLERK,
    at,
    ...over,
  })
}

/** The arrival was recorded by mistake. */
export function arrivalReversal(
  { requestId, receiptId }: Pick<PhysicalCardReceived, 'requestId' | 'receiptId'>,
  over: Partial<ArrivalReversal> = {},
): Proven<ArrivalReversal> {
  return claims.prove('arrivalReverted', {
    reversalId: randomUUID(),
    requestId,
    receiptId,
    ground: 'notDone',
    by: CLERK,
    at: sentAt(),
    ...over,
  })
}

export function opening(requestId: string, over: Partial<ReviewOpened> = {}): Proven<ReviewOpened> {
  return claims.prove('reviewOpened', {
    openingId: randomUUID(),
    requestId,
    by: CLERK,
    at: sentAt(),
    ...over,
  })
}

export function withdrawalOf(requestId: string, over: Partial<Withdrawal> = {}): Withdrawal {
  const at = new Date().toISOString()
  return { withdrawalId: randomUUID(), requestId, by: STAFF, at, ...over }
}

/** A clerk asks for the receipt again. */
export function documentAsk(
  requestId: string,
  over: Partial<DocumentAsk> = {},
): Proven<DocumentAsk> {
  return claims.prove('documentAsked', {
    askId: randomUUID(),
    requestId,
    kind: 'receipt',
    flaw: 'unreadable',
    noteId: null,
    by: CLERK,
    at: sentAt(),
    ...over,
  })
}

/** The applicant has added it. */
export function additionTo(
  { requestId, askId }: Pick<DocumentAsk, 'requestId' | 'askId'>,
  over: Partial<DocumentAdded> = {},
): DocumentAdded {
  return { additionId: randomUUID(), requestId, askId, by: STAFF, at: sentAt(), ...over }
}

/** A clerk hands the case to the head. */
export function escalation(requestId: string, over: Partial<Escalation> = {}): Proven<Escalation> {
  return claims.prove('escalated', {
    escalationId: randomUUID(),
    requestId,
    noteId: randomUUID(),
    by: CLERK,
    at: sentAt(),
    ...over,
  })
}

/** The head gives it back. */
export function escalationReturn(
  requestId: string,
  over: Partial<EscalationReturn> = {},
): Proven<EscalationReturn> {
  return claims.prove('escalationReturned', {
    returnId: randomUUID(),
    requestId,
    noteId: randomUUID(),
    by: HEAD,
    at: sentAt(),
    ...over,
  })
}

export function cardEvent(
  cardId: string,
  kind: ProductionEvent['kind'],
  over: Partial<ProductionEvent> = {},
): Proven<ProductionEvent> {
  return claims.prove('productionEvent', {
    eventId: randomUUID(),
    cardId,
    kind,
    by: CLERK,
    at: sentAt(),
    ...over,
  })
}

export function reversal(
  cardId: string,
  kind: ProductionReversal['kind'],
  over: Partial<ProductionReversal> = {},
): Proven<ProductionReversal> {
  return claims.prove('productionReverted', {
    reversalId: randomUUID(),
    cardId,
    kind,
    ground: 'notDone',
    by: CLERK,
    at: sentAt(),
    ...over,
  })
}

/** What anybody with access to Temporal may send instead of a message. */
export const MALFORMED: readonly unknown[] = [
  undefined,
  null,
  7,
  'evet',
  [],
  {},
  { requestId: 7, by: null },
]
