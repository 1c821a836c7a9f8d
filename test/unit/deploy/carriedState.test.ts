/** The state of the record, as a run that continues a lost one gets it. */
import {
  carriedProduction,
  countedAt,
  requestInput,
  unrecordedEvents,
  unrecordedRequest,
} from '../../../deploy/image/commands/lostRun/carriedState'
import type { Card } from '../../../services/shared/store/card'
import type { RecordedAsk, RequestRecord } from '../../../services/shared/store/request'
import type { ProductionRunState, RequestRunState } from '../../../workflows/contract'
import {
  applicantClock,
  cardReminders,
  resumeReview,
  reviewClock,
} from '../../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import {
  approval,
  arrivalReversal,
  cardArrival,
  cardEvent,
  CLERK,
  escalation,
  escalationReturn,
  HEAD,
  storedDocument,
} from '../../support/messages'

const QUEUED_AT = new Date('2026-11-02T08:00:00.000Z')
const { remindAt, dueAt } = reviewClock(QUEUED_AT.toISOString(), DEFAULT_TIMING)

const record = (over: Partial<RequestRecord> = {}): RequestRecord => ({
  _id: 'request-1',
  number: 'PYK-2026-000123',
  type: 'cardRequest',
  status: 'pending',
  subState: 'inReview',
  queue: 'review',
  open: true,
  personId: 'person-1',
  applicantId: 'staff-1',
  relatedStaffIds: ['staff-1'],
  unitCode: '1010',
  reason: null,
  cardId: null,
  documents: [storedDocument('photo')],
  filedAt: QUEUED_AT,
  queuedAt: QUEUED_AT,
  dueAt: new Date(dueAt),
  decision: null,
  documentFaults: [],
  cardReceived: null,
  reminders: [],
  seq: 1,
  audit: [],
  ...over,
})
const cancellation = (over: Partial<RequestRecord> = {}) =>
  record({ type: 'cancellationRequest', reason: 'damaged', cardId: 'card-1', ...over })
const carriedOf = (request: RequestRecord, cardSubState: Card['subState'] | null = null) =>
  requestInput(request, cardSubState && { subState: cardSubState, approvedAt: QUEUED_AT }, null)
    .carried!

const card = (over: Partial<Card> = {}): Card => ({
  _id: 'card-1',
  personId: 'person-1',
  requestId: 'request-1',
  subState: 'awaitingPrint',
  seq: 0,
  approvedAt: QUEUED_AT,
  cancelledAt: null,
  cancelledBy: null,
  audit: [{ key: 'card-1:0', subState: 'awaitingPrint', by: CLERK, at: QUEUED_AT }],
  ...over,
})

describe('a request', () => {
  it('keeps its ids, its due day and the number of its last step', () => {
    const request = record()
    const input = requestInput(request, null, null)
    expect(input).toMatchObject({
      requestId: 'request-1',
      requestNumber: 'PYK-2026-000123',
      documents: request.documents,
      timing: DEFAULT_TIMING,
      carried: { seq: 1, dueAt, since: QUEUED_AT.toISOString(), documentsChecked: true },
    })
  })

  it('S47 counts with the leave of its last clock, and asks for what has changed since', () => {
    const leave = { '2026-11-05': 'closed' } as const
    const { carried } = requestInput(record(), null, null, leave)
    expect(carried).toMatchObject({ leave, calendarHasChanged: true })
    const [soon] = carried!.alarms
    expect(soon!.at).toBe(
      reviewClock(QUEUED_AT.toISOString(), { ...DEFAULT_TIMING, leave }).remindAt,
    )
    const at = new Date('2026-11-04T09:00:00.000Z')
    const moved = { key: 'request-1:2', action: 'dueMoved', by: null, at } as const
    expect(countedAt(record())).toEqual(QUEUED_AT)
    expect(countedAt(record({ audit: [moved] as never }))).toEqual(at)
  })

  it('in review still gets the reminders that the record does not have', () => {
    expect(carriedOf(record()).alarms).toEqual([
      { at: remindAt, about: 'reviewDueSoon' },
      { at: dueAt, about: 'reviewOverdue' },
    ])
    const reminded = record({ reminders: [{ about: 'reviewDueSoon', at: new Date(remindAt) }] })
    expect(carriedOf(reminded).alarms).toEqual([{ at: dueAt, about: 'reviewOverdue' }])
  })

  it('D6 that awaits a card gets the reminders that are left, by its own clocks', () => {
    const timing = { ...DEFAULT_TIMING, cardReminderDays: [3, 6, 9] }
    const [first, ...left] = cardReminders(QUEUED_AT.toISOString(), timing)
    const awaiting = cancellation({
      subState: 'awaitingCard',
      dueAt: null,
      timing,
      reminders: [{ about: 'cardNotArrived', at: new Date(first!) }],
    })
    expect(carriedOf(awaiting, 'delivered')).toMatchObject({
      cardHeld: false,
      alarms: left.map((at) => ({ at, about: 'cardNotArrived' })),
    })
  })

  it('that waits for its applicant keeps the ask, the stopped clock and the reminders left', () => {
    const start = QUEUED_AT.toISOString()
    const { remindAt: reminders, until } = applicantClock(start, DEFAULT_TIMING)
    const asked: RecordedAsk = {
      ...{ askId: 'ask-1', noteId: null, by: CLERK },
      kind: 'receipt',
      flaw: 'unreadable',
      ...{ at: QUEUED_AT, until: new Date(until), daysLeft: 7, reviewDueAt: new Date(dueAt) },
      ...{ end: null, endedAt: null, additionId: null },
    }
    const awaiting = record({
      subState: 'awaitingApplicant',
      dueAt: null,
      asked,
      reminders: [{ about: 'documentNotAdded', at: new Date(reminders[0]!) }],
    })
    expect(carriedOf(awaiting)).toMatchObject({
      asked: {
        ask: { askId: 'ask-1', requestId: 'request-1', kind: 'receipt' },
        until,
        stopped: { dueAt, daysLeft: 7 },
        isOpen: true,
        isRecorded: true,
      },
      alarms: [
        ...reminders.slice(1).map((at) => ({ at, about: 'documentNotAdded' })),
        { at: until, about: 'applicantTimeOver' },
      ],
    })
    const later = new Date('2026-12-24T15:00:00.000Z')
    const moved = carriedOf({ ...awaiting, asked: { ...asked, until: later } })
    expect(moved.alarms.at(-1)).toEqual({ at: later.toISOString(), about: 'applicantTimeOver' })
    const resumed = resumeReview(start, { dueAt, daysLeft: 7 }, DEFAULT_TIMING)
    const back = record({
      dueAt: new Date(resumed.dueAt),
      asked: { ...asked, end: 'notAdded', endedAt: QUEUED_AT },
    })
    expect(carriedOf(back).alarms).toEqual([
      { at: resumed.remindAt, about: 'reviewDueSoon' },
      { at: resumed.dueAt, about: 'reviewOverdue' },
    ])
  })

  it('that the head has is with the head again, with its note, its due day and its reminders', () => {
    const escalated = {
      ...{ escalationId: 'escalation-1', noteId: 'note-1', by: CLERK, at: QUEUED_AT },
      returned: null,
    }
    const withHead = record({ subState: 'withHead', escalation: escalated })
    expect(carriedOf(withHead)).toMatchObject({
      state: { status: 'pending', subState: 'withHead' },
      dueAt,
      escalation: {
        escalation: { escalationId: 'escalation-1', requestId: 'request-1', noteId: 'note-1' },
        returned: null,
      },
      heard: ['escalation-1'],
      alarms: [
        { at: remindAt, about: 'reviewDueSoon' },
        { at: dueAt, about: 'reviewOverdue' },
      ],
    })
    const back = { returnId: 'return-1', noteId: 'note-2', by: HEAD, at: QUEUED_AT }
    const returned = record({ escalation: { ...escalated, returned: back } })
    expect(carriedOf(returned)).toMatchObject({
      escalation: { returned: { ...back, requestId: 'request-1', at: QUEUED_AT.toISOString() } },
      heard: ['escalation-1', 'return-1'],
    })
  })

  it('takes over that the lost run had gone to the head and back, unless the record has it', () => {
    const [handed, back] = [escalation('request-1'), escalationReturn('request-1')]
    const seen = (of: RequestRunState['escalation']) =>
      ({ decision: null, withdrawal: null, escalation: of }) as unknown as RequestRunState
    const run = seen({ escalation: handed, returned: back })
    const { escalationId, noteId, by } = handed
    const recorded = { escalationId, noteId, by, at: new Date(handed.at), returned: null }
    expect(unrecordedRequest(record(), run, null)).toEqual({
      escalation: handed,
      escalationReturned: back,
    })
    expect(unrecordedRequest(record({ escalation: recorded }), run, null)).toEqual({
      escalationReturned: back,
    })
    const only = seen({ escalation: handed, returned: null })
    expect(unrecordedRequest(record({ escalation: recorded }), only, null)).toEqual({})
  })

  it.each([
    ['received', 'awaitingPrint', null],
    ['inReview', 'printHeld', true],
    ['inReview', 'dispatchHeld', true],
    ['inReview', 'delivered', false],
  ] as const)('D3 %s with a card that is %s knows whether it is held: %s', (subState, at, held) => {
    expect(carriedOf(cancellation({ subState }), at).cardHeld).toBe(held)
  })

  it('takes over what the lost run had answered, and only what the record does not have', () => {
    const decision = approval('request-1')
    const cardReceived = cardArrival('request-1')
    const run = { decision, cardReceived, withdrawal: null } as unknown as RequestRunState
    expect(unrecordedRequest(cancellation(), run, 'card-2')).toEqual({
      decision,
      arrival: cardReceived,
      cardId: 'card-2',
    })
    const recorded = { ...cardReceived, at: new Date(cardReceived.at) }
    expect(unrecordedRequest(cancellation({ cardReceived: recorded }), run, null)).toEqual({
      decision,
    })
    expect(unrecordedRequest(record(), null, null)).toEqual({})
  })

  it('D6 takes over that an arrival was taken back, and one that came after it', () => {
    const [first, second] = [cardArrival('request-1'), cardArrival('request-1')]
    const cardReceived = { ...first, at: new Date(first.at) }
    const arrivalReverted = arrivalReversal(first)
    const unrecorded = (after: object | null, request = cancellation({ cardReceived })) =>
      unrecordedRequest(
        request,
        { arrivalReverted, cardReceived: after } as unknown as RequestRunState,
        null,
      )
    expect(unrecorded(null)).toEqual({ arrivalReverted })
    expect(unrecorded(second)).toEqual({ arrivalReverted, arrival: second })
    expect(unrecorded(null, cancellation())).toEqual({})
  })

  it('D9 does not take a return by the document check for a decision of the bureau', () => {
    const decision = { ...approval('request-1'), by: null }
    const run = { decision, cardReceived: null, withdrawal: null } as unknown as RequestRunState
    expect(unrecordedRequest(record(), run, null)).toEqual({})
  })
})

describe('a card in production', () => {
  const printed = { key: 'card-1:1', subState: 'printed', by: CLERK, at: QUEUED_AT } as const

  it('D1 keeps the events of the record; those of earlier versions get an id', () => {
    const inProduction = card({
      subState: 'printed',
      seq: 1,
      audit: [...card().audit, printed],
    })
    expect(carriedProduction(inProduction, null, null)).toMatchObject({
      subState: 'printed',
      seq: 1,
      heldFor: null,
      taken: [{ eventId: 'card-1-1', cardId: 'card-1', kind: 'printed', by: CLERK }],
      heard: ['card-1-1'],
    })
  })

  it('D1 takes over the events that only the lost run had', () => {
    const [print, dispatch] = [cardEvent('card-1', 'printed'), cardEvent('card-1', 'sent')]
    const run = { taken: [print, dispatch] } as unknown as ProductionRunState
    const inProduction = card({ audit: [...card().audit, { ...printed, eventId: print.eventId }] })
    expect(unrecordedEvents(inProduction, run)).toEqual([dispatch])
    expect(unrecordedEvents(inProduction, null)).toEqual([])
  })
})
