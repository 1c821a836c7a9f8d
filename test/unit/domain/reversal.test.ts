/** Taking back a wrong record about a card: which one, when, and until when. */
import {
  judgeReversal,
  reversibleUntil,
  STATE_BEFORE,
} from '../../../workflows/domain/judgeProduction'
import { PRODUCTION_EVENTS } from '../../../workflows/domain/messages'
import type { ProductionEventKind } from '../../../workflows/domain/messages'
import type { CardRequestState, ProductionSubState } from '../../../workflows/domain/requestState'

const SINCE = '2026-11-24T09:00:00.000Z'
const NOW = '2026-11-24T09:05:00.000Z'

function judge(
  subState: ProductionSubState,
  taken: readonly ProductionEventKind[],
  kind: ProductionEventKind,
  over: object = {},
) {
  const state: CardRequestState = { type: 'cardRequest', status: 'approved', subState }
  const reversal = {
    reversalId: 'reversal-1',
    cardId: 'card-1',
    kind,
    ground: 'notDone',
    by: 'clerk-1',
    at: NOW,
    ...over,
  }
  const facts = {
    cardId: 'card-1',
    state,
    since: SINCE,
    taken: taken.map((one) => ({ kind: one })),
  }
  return judgeReversal(facts, reversal, NOW)
}

const causeOf = (verdict: ReturnType<typeof judge>) =>
  'refused' in verdict ? verdict.refused.cause : null

describe('D1 a wrong record', () => {
  it.each([
    ['printed', ['printed']],
    ['sent', ['printed', 'sent']],
    ['delivered', ['printed', 'sent', 'delivered']],
  ] as const)('%s is taken back when it is the latest one', (kind, taken) => {
    expect(judge(kind, taken, kind)).toMatchObject({ taken: { kind, ground: 'notDone' } })
  })

  it('leads back to the state before', () => {
    expect(PRODUCTION_EVENTS.map((kind) => STATE_BEFORE[kind])).toEqual([
      'awaitingPrint',
      'printed',
      'sent',
    ])
  })

  it('is not taken back once the next one has been recorded', () => {
    expect(causeOf(judge('sent', ['printed', 'sent'], 'printed'))).toBe('markedSince')
    expect(causeOf(judge('delivered', ['printed', 'sent', 'delivered'], 'sent'))).toBe(
      'markedSince',
    )
  })

  it('is not taken back when there is none, or it was taken back before', () => {
    expect(causeOf(judge('awaitingPrint', [], 'printed'))).toBe('notMarked')
    expect(causeOf(judge('printed', ['printed'], 'sent'))).toBe('notMarked')
  })

  it('D3 is not taken back while a cancellation holds the card', () => {
    expect(causeOf(judge('dispatchHeld', ['printed'], 'printed'))).toBe('dispatchHeld')
  })

  it.each([
    ['of another card', { cardId: 'card-2' }, 'otherRequest'],
    ['without a ground', { ground: undefined }, 'malformed'],
    ['with a ground that does not exist', { ground: 'because' }, 'malformed'],
    ['from before the record', { at: '2026-11-24T08:00:00.000Z' }, 'notMarked'],
  ])('is not taken back by a message %s', (_what, over, cause) => {
    expect(causeOf(judge('printed', ['printed'], 'printed', over))).toBe(cause)
  })

  it('of a delivery can be taken back for some calendar days', () => {
    expect(reversibleUntil(SINCE, 7)).toBe('2026-12-01T09:00:00.000Z')
  })
})
