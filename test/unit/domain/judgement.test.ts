/** Which messages about a request are accepted, which are refused, and why. */
import {
  judgeArrival,
  judgeDecision,
  judgeOpening,
  judgeWithdrawal,
} from '../../../workflows/domain/judgement'
import type { BureauDecision, PhysicalCardReceived } from '../../../workflows/domain/messages'
import { REFUSAL_CAUSES } from '../../../workflows/domain/messages'
import {
  ALL_STATES,
  isAwaitingApplicant,
  isWithdrawn,
} from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'
import { causeOf, later, NOW, SENT_AT } from '../../support/judging'
import {
  AWAITING_CARD,
  AWAITING_PRINT,
  CANCELLATION_IN_REVIEW,
  IN_REVIEW,
  RETURNED,
} from '../../support/requestStates'

const facts = (state: RequestState) => ({
  requestId: 'request-1',
  state,
  applicantId: 'staff-1',
  relatedStaffIds: ['staff-1', 'staff-2'],
})

const approval = (changes: Partial<BureauDecision> = {}): BureauDecision => ({
  decisionId: 'decision-1',
  requestId: 'request-1',
  outcome: 'approved',
  reasons: [],
  explanationId: null,
  by: 'clerk-1',
  at: SENT_AT,
  ...changes,
})
const rejection = (reasons: BureauDecision['reasons']) => approval({ outcome: 'rejected', reasons })

const seenCauses = new Set<string>()
const expectCause = (verdict: Parameters<typeof causeOf>[0], cause: string) => {
  seenCauses.add(cause)
  expect(causeOf(verdict)).toBe(cause)
}

describe('a decision', () => {
  it('S48 is accepted while the request is in review', () => {
    expect(judgeDecision(facts(IN_REVIEW), approval(), NOW)).toEqual({ taken: approval() })
  })

  it('S50 is accepted as a rejection with a reason', () => {
    const decision = rejection(['photoBackground', 'receiptUnreadable'])
    expect(judgeDecision(facts(IN_REVIEW), decision, NOW)).toEqual({ taken: decision })
  })

  it('D7 is refused after another one, and recorded with its sender and time', () => {
    for (const state of ALL_STATES.filter(({ status }) => status !== 'pending')) {
      expectCause(judgeDecision(facts(state), approval(), NOW), 'alreadyDecided')
    }
    expect(judgeDecision(facts(AWAITING_PRINT), approval(), NOW)).toEqual({
      refused: {
        messageId: 'decision-1',
        message: 'bureauDecision',
        cause: 'alreadyDecided',
        by: 'clerk-1',
        at: SENT_AT,
      },
    })
  })

  it('D6 is too early before the awaited card has come', () => {
    expectCause(judgeDecision(facts(AWAITING_CARD), approval(), NOW), 'tooEarly')
  })

  it('D7 is refused while a document is awaited from the applicant', () => {
    for (const state of ALL_STATES.filter(isAwaitingApplicant))
      expectCause(judgeDecision(facts(state), approval(), NOW), 'awaitingApplicant')
  })

  it('S35 is too early before the documents have been checked', () => {
    for (const type of ['cardRequest', 'cancellationRequest'] as const) {
      const received: RequestState = { type, status: 'pending', subState: 'received' }
      expectCause(judgeDecision(facts(received), approval(), NOW), 'tooEarly')
    }
  })

  it('D8 is refused from the clerk who filed the request', () => {
    expectCause(judgeDecision(facts(IN_REVIEW), approval({ by: 'staff-1' }), NOW), 'ownRequest')
  })

  it('D8 is refused from a clerk whose relative it is about, even if another parent filed it', () => {
    expectCause(judgeDecision(facts(IN_REVIEW), approval({ by: 'staff-2' }), NOW), 'ownRelative')
  })

  it('D7 for another request is refused', () => {
    expectCause(
      judgeDecision(facts(IN_REVIEW), approval({ requestId: 'request-2' }), NOW),
      'otherRequest',
    )
  })

  it('S50 is refused if a reason does not belong to the type of the request', () => {
    expectCause(
      judgeDecision(facts(IN_REVIEW), rejection(['cardMismatch']), NOW),
      'reasonNotForType',
    )
    expectCause(
      judgeDecision(facts(CANCELLATION_IN_REVIEW), rejection(['photoBackground']), NOW),
      'reasonNotForType',
    )
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'approved'],
    ['no outcome', { ...approval(), outcome: undefined }],
    ['a rejection without a reason', rejection([])],
    ['an unknown reason', { ...approval(), outcome: 'rejected', reasons: ['dislike'] }],
    [
      'free text instead of the explanation id',
      { ...approval(), explanationId: 'fotoğraf bulanık' },
    ],
  ])('D7 is refused if malformed (%s), and never fails the run', (_, raw) => {
    expectCause(judgeDecision(facts(IN_REVIEW), raw, NOW), 'malformed')
  })

  it('D12 if malformed, leaves only a well-formed id on record', () => {
    const raw = { decisionId: 'decision-9', by: '10000000146', outcome: 'Ayşegül Yıldırım' }
    expect(judgeDecision(facts(IN_REVIEW), raw, NOW)).toEqual({
      refused: {
        messageId: 'decision-9',
        message: 'bureauDecision',
        cause: 'malformed',
        by: null,
        at: NOW,
      },
    })
  })

  it('D7 is too early if it was made before the review, beyond what clocks differ', () => {
    const judge = (since: string) =>
      judgeDecision({ ...facts(IN_REVIEW), since }, approval({ at: SENT_AT }), NOW)
    expect(causeOf(judge(later(SENT_AT, 59)))).toBe('taken')
    expectCause(judge(later(SENT_AT, 61)), 'tooEarly')
  })

  it('D7 for the wrong request is refused as such, even when it is also late', () => {
    expect(causeOf(judgeDecision(facts(RETURNED), approval({ requestId: 'request-2' }), NOW))).toBe(
      'otherRequest',
    )
  })
})

describe('the arrival of a card', () => {
  const arrival: PhysicalCardReceived = {
    receiptId: 'receipt-1',
    requestId: 'request-1',
    letterNo: 'E-8123-44',
    letterDate: '2026-11-20',
    by: 'clerk-1',
    at: SENT_AT,
  }
  const judge = (state: RequestState, raw: unknown, arrived = false) =>
    judgeArrival({ requestId: 'request-1', state, arrived }, raw, NOW)

  it('S68 D6 is accepted while the card is awaited', () => {
    expect(judge(AWAITING_CARD, arrival)).toEqual({ taken: arrival })
  })

  it('D6 is accepted once', () => {
    expectCause(judge(AWAITING_CARD, arrival, true), 'alreadyReceived')
  })

  it('S60 D3 is refused if no card is awaited', () => {
    const otherStates = ALL_STATES.filter(
      ({ subState }) => subState !== 'awaitingCard' && subState !== 'withdrawn',
    )
    for (const state of otherStates) expectCause(judge(state, arrival), 'notAwaited')
  })

  it('D6 for another request is refused', () => {
    expectCause(judge(AWAITING_CARD, { ...arrival, requestId: 'request-2' }), 'otherRequest')
  })

  it('D6 is refused if it was made before the card was awaited, beyond what clocks differ', () => {
    const made = (since: string) =>
      judgeArrival(
        { requestId: 'request-1', state: AWAITING_CARD, since, arrived: false },
        arrival,
        NOW,
      )
    expect(causeOf(made(later(SENT_AT, 59)))).toBe('taken')
    expectCause(made(later(SENT_AT, 61)), 'notAwaited')
  })

  it('S67 is refused with a letter that cannot have its date', () => {
    const dated = (letterDate: string) => {
      const letters = { today: '2026-11-24', cardApprovedOn: '2026-11-01' }
      const open = { requestId: 'request-1', state: AWAITING_CARD, arrived: false, letters }
      return judgeArrival(open, { ...arrival, letterDate }, NOW)
    }
    expect(causeOf(dated('2026-11-24'))).toBe('taken')
    for (const day of ['2026-11-25', '2026-10-31', '1900-01-01'])
      expectCause(dated(day), 'letterDate')
  })

  it('S67 without a letter number is malformed', () => {
    const verdict = judge(AWAITING_CARD, { ...arrival, letterNo: '' })
    expectCause(verdict, 'malformed')
    expect(verdict).toMatchObject({
      refused: { messageId: 'receipt-1', message: 'physicalCardReceived', at: NOW },
    })
  })
})

describe('the opening of a review', () => {
  const opening = { openingId: 'opening-1', requestId: 'request-1', by: 'clerk-1', at: SENT_AT }
  const judge = (state: RequestState, raw: unknown) => judgeOpening(facts(state), raw, NOW)

  it('is accepted while the request is in review', () => {
    expect(judge(IN_REVIEW, opening)).toEqual({ taken: opening })
    expect(judge(CANCELLATION_IN_REVIEW, opening)).toEqual({ taken: opening })
  })

  it('is refused before and after the review', () => {
    expectCause(judge(AWAITING_CARD, opening), 'tooEarly')
    for (const state of ALL_STATES.filter(({ status }) => status !== 'pending'))
      expectCause(judge(state, opening), 'alreadyDecided')
    for (const state of ALL_STATES.filter(isWithdrawn))
      expectCause(judge(state, opening), 'withdrawn')
  })

  it('is too early if it was made before the review', () => {
    const made = judgeOpening({ ...facts(IN_REVIEW), since: later(SENT_AT, 61) }, opening, NOW)
    expectCause(made, 'tooEarly')
  })

  it('is refused for another request, and if malformed', () => {
    expectCause(judge(IN_REVIEW, { ...opening, requestId: 'request-2' }), 'otherRequest')
    const verdict = judge(IN_REVIEW, { ...opening, by: 7 })
    expectCause(verdict, 'malformed')
    expect(verdict).toMatchObject({ refused: { messageId: 'opening-1', message: 'reviewOpened' } })
  })
})

describe('a withdrawal', () => {
  const withdrawal = {
    withdrawalId: 'withdrawal-1',
    requestId: 'request-1',
    by: 'staff-1',
    at: SENT_AT,
  }
  const judge = (state: RequestState, raw: unknown, opened = false) =>
    judgeWithdrawal({ ...facts(state), opened }, raw, NOW)

  it('S47 S53 is accepted from the applicant while nobody has opened the request', () => {
    for (const state of [IN_REVIEW, CANCELLATION_IN_REVIEW, AWAITING_CARD])
      expect(judge(state, withdrawal)).toEqual({ taken: withdrawal })
  })

  it('is refused once the bureau has opened the request', () => {
    const verdict = judge(IN_REVIEW, withdrawal, true)
    expectCause(verdict, 'opened')
    expect(verdict).toMatchObject({
      refused: { messageId: 'withdrawal-1', message: 'withdrawal', by: 'staff-1', at: SENT_AT },
    })
  })

  it('is accepted while a document is awaited from the applicant, although the bureau has opened it', () => {
    for (const state of ALL_STATES.filter(isAwaitingApplicant))
      expect(judge(state, withdrawal, true)).toEqual({ taken: withdrawal })
  })

  it('D5 is refused from anybody but the applicant, the other parent included', () => {
    for (const by of ['staff-2', 'clerk-1'])
      expectCause(judge(IN_REVIEW, { ...withdrawal, by }), 'notApplicant')
  })

  it('is refused while the documents are checked, and after the end', () => {
    for (const state of ALL_STATES.filter(({ subState }) => subState === 'received'))
      expectCause(judge(state, withdrawal), 'tooEarly')
    for (const state of ALL_STATES.filter(({ status }) => status !== 'pending'))
      expectCause(judge(state, withdrawal), 'alreadyDecided')
    for (const state of ALL_STATES.filter(isWithdrawn))
      expectCause(judge(state, withdrawal), 'withdrawn')
  })

  it('is refused for another request, and if malformed', () => {
    expectCause(judge(IN_REVIEW, { ...withdrawal, requestId: 'request-2' }), 'otherRequest')
    expectCause(judge(IN_REVIEW, { ...withdrawal, at: 'yesterday' }), 'malformed')
  })

  it('leaves nothing to decide and no card to receive', () => {
    for (const state of ALL_STATES.filter(isWithdrawn)) {
      expectCause(judgeDecision(facts(state), approval(), NOW), 'withdrawn')
      const arrival = {
        ...withdrawal,
        receiptId: 'receipt-1',
        letterNo: 'E-1',
        letterDate: '2026-11-20',
      }
      expectCause(judgeArrival({ ...facts(state), arrived: false }, arrival, NOW), 'withdrawn')
    }
  })
})

afterAll(() => {
  // The bureau service returns `closed` if it finds no run; the others come before the verdict, when
  // a message is proven (test/integration/forgedMessages.test.ts).
  const elsewhere = [
    'closed',
    // Of production: judgeProduction.test.ts.
    'wrongOrder',
    'printHeld',
    'dispatchHeld',
    'notOnRecord',
    // Of taking back a record: reversal.test.ts.
    'markedSince',
    'notMarked',
    'reversalOver',
    'unproven',
    'unknownKey',
    'badSignature',
    'replayed',
    'expired',
    'busy',
    // Judged in documentAsk.test.ts, and by the run itself.
    'documentNotNeeded',
    'documentFaulty',
    // The bureau compares the page with the record.
    'documentsChanged',
    // Of a case that the head has: escalation.test.ts.
    'withHead',
    'notWithHead',
  ]
  expect([...seenCauses].sort()).toEqual(
    REFUSAL_CAUSES.filter((cause) => !elsewhere.includes(cause)).sort(),
  )
})
