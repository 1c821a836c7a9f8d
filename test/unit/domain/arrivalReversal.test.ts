/** Taking back that a card was recorded as arrived by mistake: when, and which record. */
import { isPossible } from '../../../workflows/domain/allowedActions'
import { judgeArrivalReversal } from '../../../workflows/domain/judgeArrivalReversal'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'
import { CANCELLATION_IN_REVIEW } from '../../support/requestStates'

const SINCE = '2026-11-24T09:00:00.000Z'
const NOW = '2026-11-24T09:05:00.000Z'

function judge(state: RequestState, over: object = {}, receiptId: string | null = 'receipt-1') {
  const reversal = {
    reversalId: 'reversal-1',
    requestId: 'request-1',
    receiptId: 'receipt-1',
    ground: 'notDone',
    by: 'clerk-1',
    at: NOW,
    ...over,
  }
  const verdict = judgeArrivalReversal(
    { requestId: 'request-1', state, since: SINCE, receiptId },
    reversal,
    NOW,
  )
  return 'refused' in verdict ? verdict.refused.cause : 'taken'
}

it('D6 is taken while the cancellation is in review, and in no other state', () => {
  for (const state of ALL_STATES) {
    const isReviewed = state.type === 'cancellationRequest' && state.subState === 'inReview'
    expect(isPossible(state, 'revertCardArrival')).toBe(isReviewed)
    expect(judge(state) === 'taken').toBe(isReviewed)
  }
})

it('D7 is refused after the decision, which says so', () => {
  for (const state of ALL_STATES.filter(({ status }) => status !== 'pending'))
    expect(judge(state)).toBe('alreadyDecided')
})

it('takes back only the record that the clerk has seen', () => {
  expect(judge(CANCELLATION_IN_REVIEW, {}, 'receipt-2')).toBe('notMarked')
  expect(judge(CANCELLATION_IN_REVIEW, {}, null)).toBe('notMarked')
})

it.each([
  ['of another request', { requestId: 'request-2' }, 'otherRequest'],
  ['without a ground', { ground: undefined }, 'malformed'],
  ['with a ground of another record', { ground: 'faulty' }, 'malformed'],
  ['from before the arrival', { at: '2026-11-24T08:00:00.000Z' }, 'notMarked'],
])('refuses a message %s', (_what, over, cause) => {
  expect(judge(CANCELLATION_IN_REVIEW, over)).toBe(cause)
})
