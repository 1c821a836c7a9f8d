/** "Amire ilet": who may hand a case to the head, give it back and decide it, and when. */
import { readEscalation, readEscalationReturn } from '../../../workflows/domain/escalation'
import type { Escalation, EscalationReturn } from '../../../workflows/domain/escalation'
import { judgeDecision, judgeOpening, judgeWithdrawal } from '../../../workflows/domain/judgement'
import { judgeDocumentAsk } from '../../../workflows/domain/judgeDocumentAsk'
import { judgeEscalation, judgeEscalationReturn } from '../../../workflows/domain/judgeEscalation'
import { ALL_STATES, isOpen, isWithHead } from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'
import { causeOf, NOW, SENT_AT } from '../../support/judging'
import { IN_REVIEW } from '../../support/requestStates'

const WITH_HEAD = ALL_STATES.filter(isWithHead)

const facts = (state: RequestState, since?: string) => ({
  requestId: 'request-1',
  state,
  since,
  applicantId: 'staff-1',
  relatedStaffIds: ['staff-1', 'staff-2'],
})
const escalation = (over: Partial<Escalation> = {}): Escalation => ({
  escalationId: 'escalation-1',
  requestId: 'request-1',
  noteId: 'note-1',
  by: 'clerk-1',
  at: SENT_AT,
  ...over,
})
const returned = (over: Partial<EscalationReturn> = {}): EscalationReturn => ({
  returnId: 'return-1',
  requestId: 'request-1',
  noteId: 'note-2',
  by: 'head-1',
  at: SENT_AT,
  ...over,
})
const decision = (by: string, asHead: boolean) => ({
  ...{ decisionId: 'decision-1', requestId: 'request-1', outcome: 'approved', reasons: [] },
  ...{ explanationId: null, by, at: SENT_AT },
  ...(asHead && { asHead }),
})

describe('a case handed to the head', () => {
  it('is handed over in review, and in no other state', () => {
    for (const state of ALL_STATES) {
      const isTaken = causeOf(judgeEscalation(facts(state), escalation(), NOW)) === 'taken'
      expect(isTaken).toBe(state.subState === 'inReview')
    }
  })

  it('is there for both types, in the review, and is handed over once', () => {
    expect(WITH_HEAD.map(({ type }) => type)).toEqual(['cardRequest', 'cancellationRequest'])
    for (const state of WITH_HEAD)
      expect(causeOf(judgeEscalation(facts(state), escalation(), NOW))).toBe('withHead')
  })

  it('D8 is not handed over by the applicant’s own family', () => {
    const cause = (by: string) =>
      causeOf(judgeEscalation(facts(IN_REVIEW), escalation({ by }), NOW))
    expect(cause('staff-1')).toBe('ownRequest')
    expect(cause('staff-2')).toBe('ownRelative')
  })

  it('is decided by the head alone; elsewhere that the head decides changes nothing', () => {
    for (const state of ALL_STATES) {
      const cause = (asHead: boolean) =>
        causeOf(judgeDecision(facts(state), decision('head-1', asHead), NOW))
      if (!isWithHead(state)) expect(cause(true)).toBe(cause(false))
      else expect([cause(true), cause(false)]).toEqual(['taken', 'withHead'])
    }
  })

  it('D8 is not decided by a head of the applicant’s own family, who can give it back', () => {
    for (const state of WITH_HEAD) {
      expect(causeOf(judgeDecision(facts(state), decision('staff-1', true), NOW))).toBe(
        'ownRequest',
      )
      expect(causeOf(judgeEscalationReturn(facts(state), returned({ by: 'staff-1' }), NOW))).toBe(
        'taken',
      )
    }
  })

  it('takes the word of a decision for the head only if it is exactly that', () => {
    for (const asHead of ['true', 1, {}])
      expect(
        causeOf(
          judgeDecision(facts(WITH_HEAD[0]!), { ...decision('clerk-1', false), asHead }, NOW),
        ),
      ).toBe('withHead')
  })

  it('lets nobody ask for a document, and everybody who could withdraw or open a review still do', () => {
    for (const state of WITH_HEAD) {
      const ask = {
        ...{ askId: 'ask-1', requestId: 'request-1', kind: 'receipt', flaw: 'unreadable' },
        ...{ noteId: null, by: 'clerk-1', at: SENT_AT },
      }
      expect(causeOf(judgeDocumentAsk(facts(state), ask, NOW))).toBe('withHead')
      const withdrawal = {
        ...{ withdrawalId: 'withdrawal-1', requestId: 'request-1', by: 'staff-1', at: SENT_AT },
      }
      for (const [opened, cause] of [
        [false, 'taken'],
        [true, 'opened'],
      ] as const)
        expect(causeOf(judgeWithdrawal({ ...facts(state), opened }, withdrawal, NOW))).toBe(cause)
      const opening = {
        ...{ openingId: 'opening-1', requestId: 'request-1', by: 'head-1', at: SENT_AT },
      }
      expect(causeOf(judgeOpening(facts(state), opening, NOW))).toBe('taken')
    }
  })
})

describe('giving a case back', () => {
  it('is taken while the head has it, and in no other state', () => {
    for (const state of ALL_STATES) {
      const cause = causeOf(judgeEscalationReturn(facts(state), returned(), NOW))
      if (isWithHead(state)) expect(cause).toBe('taken')
      else if (isOpen(state)) expect(cause).toBe('notWithHead')
      else expect(['alreadyDecided', 'withdrawn']).toContain(cause)
    }
  })

  it('is refused from before the case went to the head, and so is a handing over from before its return', () => {
    const since = '2026-11-24T09:30:00.000Z'
    expect(causeOf(judgeEscalationReturn(facts(WITH_HEAD[0]!, since), returned(), NOW))).toBe(
      'notWithHead',
    )
    expect(causeOf(judgeEscalation(facts(IN_REVIEW, since), escalation(), NOW))).toBe('tooEarly')
  })
})

it.each([
  ['another request', { requestId: 'request-2' }, 'otherRequest'],
  ['a text instead of the id of a note', { noteId: 'Görüşünüzü rica ederim.' }, 'malformed'],
  ['no note', { noteId: null as never }, 'malformed'],
])('both are refused with %s', (_what, over, cause) => {
  expect(causeOf(judgeEscalation(facts(IN_REVIEW), escalation(over), NOW))).toBe(cause)
  expect(causeOf(judgeEscalationReturn(facts(WITH_HEAD[0]!), returned(over), NOW))).toBe(cause)
})

it('D12 both keep ids only', () => {
  expect(readEscalation({ ...escalation(), note: 'x' })).toEqual(escalation())
  expect(readEscalationReturn({ ...returned(), note: 'x' })).toEqual(returned())
})
