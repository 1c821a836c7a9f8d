/** The state of the record, for a run that continues a lost one. */
import type { Card } from '../../../../services/shared/store/card'
import { standingEvents } from '../../../../services/shared/store/cardEvents'
import { pinOf } from '../../../../services/shared/store/keptDocument'
import { stateOf } from '../../../../services/shared/store/request'
import type {
  RecordedAsk,
  RecordedEscalation,
  RequestRecord,
} from '../../../../services/shared/store/request'
import type {
  Alarm,
  BureauDecision,
  CancellationRequestInput,
  CardRequestInput,
  CarriedAsk,
  CarriedEscalation,
  CarriedProduction,
  CarriedRequest,
  PhysicalCardReceived,
  ProductionEvent,
  ProductionRunState,
  Refusal,
  RequestRunState,
  Taken,
  UnrecordedRequest,
} from '../../../../workflows/contract'
import { NO_LEAVE } from '../../../../workflows/domain/holidays'
import type { Leave } from '../../../../workflows/domain/holidays'
import { istanbulDayOf } from '../../../../workflows/domain/istanbul'
import {
  applicantClock,
  cardReminders,
  resumeReview,
  reviewClock,
} from '../../../../workflows/domain/requestClocks'
import { isAwaitingApplicant, isHeld, isWithHead } from '../../../../workflows/domain/requestState'
import { DEFAULT_TIMING } from '../../../../workflows/domain/requestTiming'
import type { RequestTiming } from '../../../../workflows/domain/requestTiming'

/**
 * The input of the run that continues a request.
 * @param card the card to be cancelled; null for a card request
 * @param leave administrative leave that the record's last clock counts with
 */
export function requestInput(
  record: RequestRecord,
  card: Pick<Card, 'subState' | 'approvedAt'> | null,
  run: RequestRunState | null,
  leave: Leave = record.timing?.leave ?? NO_LEAVE,
): CardRequestInput | CancellationRequestInput {
  const common = {
    requestId: record._id,
    requestNumber: record.number,
    personId: record.personId,
    applicantId: record.applicantId,
    relatedStaffIds: record.relatedStaffIds,
    unitCode: record.unitCode,
    documents: record.documents.map(pinOf),
    timing: record.timing ?? DEFAULT_TIMING,
    carried: carriedRequest(record, card, run, leave),
  }
  if (record.type === 'cardRequest') return { ...common, type: record.type }
  return {
    ...common,
    type: record.type,
    reason: record.reason!,
    cardId: record.cardId!,
    ...(card && { cardApprovedOn: istanbulDayOf(card.approvedAt.toISOString()) }),
  }
}

/** When the record's due day or the applicant's last day was counted for the last time. */
export function countedAt({ queuedAt, audit }: Pick<RequestRecord, 'queuedAt' | 'audit'>): Date {
  const moved = audit.findLast(
    ({ action }) => action === 'dueMoved' || action === 'applicantDayMoved',
  )
  return moved !== undefined && moved.at > queuedAt ? moved.at : queuedAt
}

function carriedRequest(
  record: RequestRecord,
  card: Pick<Card, 'subState' | 'approvedAt'> | null,
  run: RequestRunState | null,
  leave: Leave,
): CarriedRequest {
  const { opened, cardReceived, queuedAt, dueAt, audit } = record
  const isBeforeHold = record.subState === 'received'
  return {
    state: stateOf(record),
    since: queuedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    seq: record.seq,
    documentsChecked: !isBeforeHold,
    cardHeld: card === null || isBeforeHold ? null : isHeld(card.subState),
    cardReceived: cardReceived && {
      ...cardReceived,
      requestId: record._id,
      at: cardReceived.at.toISOString(),
    },
    opened: opened
      ? { ...opened, requestId: record._id, at: opened.at.toISOString() }
      : (run?.opened ?? null),
    alarms: alarmsAhead(record, { ...(record.timing ?? DEFAULT_TIMING), leave }),
    leave,
    // Leave may have changed while there was no run that could follow it.
    calendarHasChanged: true,
    refusals: {
      latest: [],
      count: audit.filter(({ action }) => action === 'refused').length,
      unrecorded: 0,
    },
    heard: idsOf(
      [
        opened?.openingId,
        cardReceived?.receiptId,
        record.asked?.askId,
        record.escalation?.escalationId,
        record.escalation?.returned?.returnId,
      ],
      run,
    ),
    ...(record.escalation && { escalation: carriedEscalation(record._id, record.escalation) }),
    ...(record.asked && { asked: carriedAsk(record, record.asked) }),
    isRepaired: true,
  }
}

function carriedEscalation(
  requestId: string,
  { escalationId, noteId, by, at, returned }: RecordedEscalation,
): CarriedEscalation {
  return {
    escalation: { escalationId, requestId, noteId, by, at: at.toISOString() },
    returned: returned && { ...returned, requestId, at: returned.at.toISOString() },
  }
}

function carriedAsk(record: RequestRecord, asked: RecordedAsk): CarriedAsk {
  const { askId, kind, flaw, noteId, by, at, until, daysLeft, reviewDueAt } = asked
  return {
    ask: { askId, requestId: record._id, kind, flaw, noteId, by, at: at.toISOString() },
    until: until.toISOString(),
    stopped: { dueAt: reviewDueAt.toISOString(), daysLeft },
    isOpen: isAwaitingApplicant(record),
    isRecorded: true,
  }
}

/** Ids of messages that were heard before, as far as they are known: none is heard twice. */
function idsOf(
  recorded: readonly (string | undefined)[],
  run: { refusals: readonly Refusal[] } | null,
): string[] {
  const refused = run?.refusals.map(({ messageId }) => messageId) ?? []
  return [...recorded, ...refused].filter((id) => id !== undefined && id !== null)
}

/**
 * What a lost run had taken after its last step in the record.
 * @param run its last state; null if that can no longer be told
 * @param cardId the card whose production it had begun
 */
export function unrecordedRequest(
  { cardReceived, asked: recordedAsk, escalation: recordedEscalation }: RequestRecord,
  run: RequestRunState | null,
  cardId: string | null,
): UnrecordedRequest {
  // The query answers with whole messages; a decision of the document check has no clerk.
  const decision = run?.decision?.by ? (run.decision as Taken<BureauDecision>) : null
  const received = run?.cardReceived as Taken<PhysicalCardReceived> | null | undefined
  const arrival = received?.receiptId === cardReceived?.receiptId ? null : received
  const reverted = run?.arrivalReverted
  const asked = run?.asked
  const added = run?.added
  const { escalation, returned } = run?.escalation ?? {}
  return {
    ...(reverted &&
      reverted.receiptId === cardReceived?.receiptId && { arrivalReverted: reverted }),
    ...(arrival && { arrival }),
    ...(decision && { decision }),
    ...(asked && asked.askId !== recordedAsk?.askId && { asked }),
    ...(added && added.additionId !== recordedAsk?.additionId && { added }),
    ...(escalation &&
      escalation.escalationId !== recordedEscalation?.escalationId && { escalation }),
    ...(returned &&
      returned.returnId !== recordedEscalation?.returned?.returnId && {
        escalationReturned: returned,
      }),
    ...(run?.withdrawal && { withdrawal: run.withdrawal }),
    ...(cardId !== null && { cardId }),
  }
}

/** The reminders of its state that the record does not have. */
function alarmsAhead(record: RequestRecord, timing: RequestTiming): Alarm[] {
  const { queuedAt, dueAt, reminders } = record
  const given = (about: Alarm['about']) =>
    reminders.filter((reminder) => reminder.about === about && reminder.at >= queuedAt).length
  const start = queuedAt.toISOString()
  if (record.subState === 'awaitingCard')
    return cardReminders(start, timing)
      .slice(given('cardNotArrived'))
      .map((at) => ({ at, about: 'cardNotArrived' }))
  if (isAwaitingApplicant(record)) {
    const { remindAt, until } = applicantClock(start, timing)
    const last = record.asked?.until.toISOString() ?? until
    return [
      ...remindAt
        .slice(given('documentNotAdded'))
        .map((at) => ({ at, about: 'documentNotAdded' as const })),
      { at: last, about: 'applicantTimeOver' },
    ]
  }
  const isInReview = record.subState === 'inReview' || isWithHead(record)
  if (!isInReview || dueAt === null) return []
  const { remindAt } =
    record.asked?.end == null
      ? reviewClock(start, timing)
      : resumeReview(start, carriedAsk(record, record.asked).stopped, timing)
  if (remindAt === null) return []
  const alarms: Alarm[] = [
    { at: remindAt, about: 'reviewDueSoon' },
    { at: dueAt.toISOString(), about: 'reviewOverdue' },
  ]
  return alarms.filter(({ about }) => given(about) === 0)
}

/**
 * @param heldFor the cancellation that holds the card, or held it last; null if the card is not held
 */
export function carriedProduction(
  card: Card,
  heldFor: string | null,
  run: ProductionRunState | null,
): CarriedProduction {
  const taken = eventsOf(card)
  return {
    subState: card.subState,
    since: card.audit.at(-1)!.at.toISOString(),
    seq: card.seq,
    heldFor,
    taken,
    refusals: { latest: [], count: 0, unrecorded: 0 },
    heard: idsOf(
      [...taken, ...card.audit.filter(({ reverts }) => reverts)].map(
        ({ eventId }) => eventId ?? undefined,
      ),
      run,
    ),
    isRepaired: true,
  }
}

/** The events that a lost production had taken after its last step in the record. */
export function unrecordedEvents(
  card: Card,
  run: ProductionRunState | null,
): Taken<ProductionEvent>[] {
  const recorded = eventsOf(card)
  // The query answers with whole messages.
  return ((run?.taken ?? []) as Taken<ProductionEvent>[]).filter(
    ({ kind }) => !recorded.some((event) => event.kind === kind),
  )
}

/** The events in the record. Earlier versions stored them without an id. */
function eventsOf({ _id, audit }: Card): Taken<ProductionEvent>[] {
  return standingEvents(audit).map(({ key, subState: kind, by, at, eventId, provenBy }) => ({
    eventId: eventId ?? key.replace(':', '-'),
    cardId: _id,
    kind,
    by,
    at: at.toISOString(),
    ...(provenBy && { provenBy }),
  }))
}
