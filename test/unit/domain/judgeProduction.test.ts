/** Which messages about the production of a card are accepted, which are refused, and why. */
import {
  judgeCancellationMessage,
  judgeProductionEvent,
} from '../../../workflows/domain/judgeProduction'
import type { ProductionEvent } from '../../../workflows/domain/messages'
import type { CardRequestState } from '../../../workflows/domain/requestState'
import type { CancellationMessage } from '../../../workflows/domain/runMessages'
import { causeOf, later, NOW, SENT_AT } from '../../support/judging'

describe('an event of production', () => {
  const event = (
    kind: ProductionEvent['kind'],
    changes: Partial<ProductionEvent> = {},
  ): ProductionEvent => ({
    eventId: `event-${kind}`,
    cardId: 'card-1',
    kind,
    by: 'clerk-1',
    at: SENT_AT,
    ...changes,
  })
  const approved = (subState: string) =>
    ({ type: 'cardRequest', status: 'approved', subState }) as CardRequestState
  const judge = (subState: string, taken: ProductionEvent[], raw: unknown) =>
    judgeProductionEvent({ cardId: 'card-1', state: approved(subState), taken }, raw, NOW)

  it('D1 is accepted in the order printed, sent, delivered', () => {
    expect(judge('awaitingPrint', [], event('printed'))).toEqual({ taken: event('printed') })
    expect(judge('printed', [event('printed')], event('sent'))).toEqual({ taken: event('sent') })
    const before = [event('printed'), event('sent')]
    expect(judge('sent', before, event('delivered'))).toEqual({ taken: event('delivered') })
  })

  it('D1 is refused out of order', () => {
    expect(causeOf(judge('awaitingPrint', [], event('sent')))).toBe('wrongOrder')
    expect(causeOf(judge('awaitingPrint', [], event('delivered')))).toBe('wrongOrder')
    expect(causeOf(judge('printed', [event('printed')], event('delivered')))).toBe('wrongOrder')
  })

  it('D1 is out of order if it was made before the one before it', () => {
    const made = (since: string) =>
      judgeProductionEvent(
        { cardId: 'card-1', state: approved('printed'), since, taken: [event('printed')] },
        event('sent'),
        NOW,
      )
    expect(causeOf(made(later(SENT_AT, 59)))).toBe('taken')
    expect(causeOf(made(later(SENT_AT, 61)))).toBe('wrongOrder')
  })

  it('D1 is accepted once', () => {
    expect(causeOf(judge('printed', [event('printed')], event('printed')))).toBe('alreadyReceived')
  })

  it('D3 is refused while a cancellation holds the card', () => {
    expect(causeOf(judge('printHeld', [], event('printed')))).toBe('printHeld')
    expect(causeOf(judge('dispatchHeld', [event('printed')], event('sent')))).toBe('dispatchHeld')
  })

  it('D1 is refused for another card, and if malformed', () => {
    expect(causeOf(judge('awaitingPrint', [], event('printed', { cardId: 'card-2' })))).toBe(
      'otherRequest',
    )
    expect(causeOf(judge('awaitingPrint', [], { kind: 'burnt' }))).toBe('malformed')
  })
})

describe('a message in the name of a cancellation', () => {
  const STANDINGS = ['open', 'approved', 'ended', 'unknown'] as const
  const sent = { cancellationRequestId: 'request-1' }

  it.each<[CancellationMessage, (typeof STANDINGS)[number]]>([
    ['holdPrint', 'open'],
    ['releasePrint', 'ended'],
    ['cardCancelled', 'approved'],
  ])('D2 D3 %s is believed only if the record has the cancellation as %s', (message, needed) => {
    for (const standing of STANDINGS) {
      const refused = judgeCancellationMessage(
        message,
        sent,
        { standing, workflowId: 'run-1' },
        NOW,
      )
      if (standing === needed) expect(refused).toBeNull()
      else expect(refused?.cause).toBe('notOnRecord')
    }
  })

  it('D3 a hold is refused if the answer would go to another run', () => {
    const onRecord = { standing: 'open', workflowId: 'run-1' } as const
    const judge = (replyTo: string) =>
      judgeCancellationMessage('holdPrint', { ...sent, replyTo }, onRecord, NOW)
    expect(judge('run-1')).toBeNull()
    expect(judge('run-2')?.cause).toBe('notOnRecord')
  })
})
