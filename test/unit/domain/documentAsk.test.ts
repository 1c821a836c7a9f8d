/** "Eksik iste": what may be asked for, by whom and when, and the clocks meanwhile. */
import { askableDocuments, readDocumentAsk } from '../../../workflows/domain/documentAsk'
import type { DocumentAsk } from '../../../workflows/domain/documentAsk'
import { judgeDocumentAdded, judgeDocumentAsk } from '../../../workflows/domain/judgeDocumentAsk'
import { isPossible } from '../../../workflows/domain/allowedActions'
import { CANCELLATION_REASONS } from '../../../workflows/domain/reasons'
import {
  applicantClock,
  resumeReview,
  reviewClock,
  stopReview,
} from '../../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import { ALL_STATES, isAwaitingApplicant } from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'
import { causeOf, NOW, SENT_AT } from '../../support/judging'
import { AWAITING_APPLICANT, IN_REVIEW } from '../../support/requestStates'

const facts = (state: RequestState) => ({
  requestId: 'request-1',
  state,
  applicantId: 'staff-1',
  relatedStaffIds: ['staff-1', 'staff-2'],
})
const ask = (over: Partial<DocumentAsk> = {}): DocumentAsk => ({
  askId: 'ask-1',
  requestId: 'request-1',
  kind: 'receipt',
  flaw: 'unreadable',
  noteId: null,
  by: 'clerk-1',
  at: SENT_AT,
  ...over,
})
const added = {
  additionId: 'draft-1',
  requestId: 'request-1',
  askId: 'ask-1',
  by: 'staff-1',
  at: SENT_AT,
}

describe('an ask for a document', () => {
  it('is taken in review and in no other state', () => {
    for (const state of ALL_STATES) {
      const verdict = judgeDocumentAsk({ ...facts(state), reason: 'lostOrStolen' }, ask(), NOW)
      const isTaken = state.type === 'cardRequest' && state.subState === 'inReview'
      expect(causeOf(verdict) === 'taken').toBe(isTaken)
      expect(isPossible(state, 'askForDocument')).toBe(state.subState === 'inReview')
    }
  })

  it('D7 is refused while another one is open, and after the end', () => {
    expect(causeOf(judgeDocumentAsk(facts(AWAITING_APPLICANT), ask(), NOW))).toBe(
      'awaitingApplicant',
    )
    for (const state of ALL_STATES.filter(({ status }) => status !== 'pending'))
      expect(causeOf(judgeDocumentAsk(facts(state), ask(), NOW))).toBe('alreadyDecided')
  })

  it('D8 is refused from the applicant’s own family', () => {
    expect(causeOf(judgeDocumentAsk(facts(IN_REVIEW), ask({ by: 'staff-1' }), NOW))).toBe(
      'ownRequest',
    )
    expect(causeOf(judgeDocumentAsk(facts(IN_REVIEW), ask({ by: 'staff-2' }), NOW))).toBe(
      'ownRelative',
    )
  })

  it('S35 S66 is only for a document that the request needs', () => {
    expect(askableDocuments({ type: 'cardRequest', reason: null })).toEqual(['photo', 'receipt'])
    for (const reason of CANCELLATION_REASONS)
      expect(askableDocuments({ type: 'cancellationRequest', reason })).toEqual(
        reason === 'lostOrStolen' ? ['lossForm', 'policeLetter'] : [],
      )
    expect(causeOf(judgeDocumentAsk(facts(IN_REVIEW), ask({ kind: 'lossForm' }), NOW))).toBe(
      'documentNotNeeded',
    )
  })

  it('is refused for another request, from before the review, and if malformed', () => {
    const verdict = (over: Partial<DocumentAsk>, since?: string) =>
      causeOf(judgeDocumentAsk({ ...facts(IN_REVIEW), since }, ask(over), NOW))
    expect(verdict({ requestId: 'request-2' })).toBe('otherRequest')
    expect(verdict({}, '2026-11-24T09:30:00.000Z')).toBe('tooEarly')
    expect(verdict({ flaw: 'ugly' as never })).toBe('malformed')
    expect(readDocumentAsk({ ...ask(), noteId: 'a text of a clerk' })).toBeNull()
  })
})

describe('the answer of the applicant', () => {
  const judge = (state: RequestState, over = {}, askId: string | null = 'ask-1') =>
    causeOf(judgeDocumentAdded({ ...facts(state), askId }, { ...added, ...over }, NOW))

  it('is taken only while its ask is open', () => {
    for (const state of ALL_STATES)
      expect(judge(state) === 'taken').toBe(isAwaitingApplicant(state))
    expect(judge(AWAITING_APPLICANT, { askId: 'ask-0' })).toBe('notAwaited')
    expect(judge(IN_REVIEW)).toBe('notAwaited')
  })

  it('D5 is refused from anybody but the applicant, the other parent included', () => {
    for (const by of ['staff-2', 'clerk-1'])
      expect(judge(AWAITING_APPLICANT, { by })).toBe('notApplicant')
  })
})

describe('the clock of a review that stops', () => {
  const { dueAt } = reviewClock(NOW, DEFAULT_TIMING)

  it('goes on with the working days that were left, whatever time has passed', () => {
    // Asked on the third working day, so that seven are left.
    const stopped = stopReview('2026-11-27T09:00:00.000Z', dueAt)
    expect(stopped).toEqual({ dueAt, daysLeft: 7 })
    const resumed = resumeReview('2026-12-14T09:00:00.000Z', stopped, DEFAULT_TIMING)
    expect(resumed).toEqual(
      reviewClock('2026-12-14T09:00:00.000Z', { ...DEFAULT_TIMING, reviewDueDays: 7 }),
    )
  })

  it('leaves the bureau at least one working day', () => {
    const stopped = stopReview(dueAt, dueAt)
    expect(stopped.daysLeft).toBe(0)
    expect(resumeReview('2026-12-14T09:00:00.000Z', stopped, DEFAULT_TIMING).dueAt).toBe(
      '2026-12-15T15:00:00.000Z',
    )
  })

  it('keeps an overdue review overdue, without further reminders', () => {
    const stopped = stopReview('2026-12-20T09:00:00.000Z', dueAt)
    expect(stopped).toEqual({ dueAt, daysLeft: null })
    expect(resumeReview('2026-12-28T09:00:00.000Z', stopped, DEFAULT_TIMING)).toEqual({
      remindAt: null,
      dueAt,
    })
  })
})

describe('the applicant’s time', () => {
  it('ends after the configured working days, with reminders before', () => {
    expect(applicantClock(NOW, DEFAULT_TIMING)).toEqual({
      remindAt: ['2026-11-27T06:00:00.000Z', '2026-12-03T06:00:00.000Z'],
      until: '2026-12-08T15:00:00.000Z',
    })
    const short = { applicantReminderDays: [1, 9], applicantWaitDays: 2 }
    expect(applicantClock(NOW, short).remindAt).toEqual(['2026-11-25T06:00:00.000Z'])
  })

  it('has the default length in a request from before these clocks', () => {
    expect(applicantClock(NOW, {})).toEqual(applicantClock(NOW, DEFAULT_TIMING))
  })
})
