/** Bulk acts: what each work list offers, and what becomes of an item. */
import {
  batchOfQueue,
  countsOf,
  isToRetry,
  MOST_IN_BATCH,
  needsNewMessage,
  outcomeOf,
} from '../../../workflows/domain/batches'
import type { ItemOutcome } from '../../../workflows/domain/batches'
import { REFUSAL_CAUSES } from '../../../workflows/domain/messages'
import { QUEUES } from '../../../workflows/domain/requestState'
import { claims } from '../../support/claims'
import { ENGINE_LIMITS } from '../../../deploy/local/servers/engineLimits'

const EARLIER = { by: 'account-1', at: '2026-11-24T07:42:00Z' }

describe('a work list', () => {
  it('D1 D6 offers the bulk act of its own step, and none for decisions', () => {
    expect(QUEUES.map((queue) => [queue, batchOfQueue(queue)])).toEqual([
      ['system', null],
      ['review', null],
      ['cardArrival', 'cardArrived'],
      ['applicant', null],
      ['print', 'printed'],
      ['dispatch', 'sent'],
      ['handover', 'delivered'],
      ['archive', null],
    ])
  })
})

describe('the outcome of an item', () => {
  it('is done when its run has taken it', () => {
    expect(outcomeOf({ kind: 'taken' })).toEqual({ kind: 'done' })
  })

  it('D7 is refused, with the cause and who was first, when a rule forbids it', () => {
    expect(outcomeOf({ kind: 'refused', cause: 'alreadyReceived', earlier: EARLIER })).toEqual({
      kind: 'refused',
      cause: 'alreadyReceived',
      earlier: EARLIER,
    })
  })

  it('D9 is failed, and never refused, when the cause says nothing about the request', () => {
    const failed = REFUSAL_CAUSES.filter(
      (cause) => outcomeOf({ kind: 'refused', cause, earlier: null }).kind === 'failed',
    )
    expect(failed).toEqual([
      'unproven',
      'unknownKey',
      'badSignature',
      'replayed',
      'expired',
      'busy',
    ])
  })
})

describe('another attempt', () => {
  const done: ItemOutcome = { kind: 'done' }
  const refused: ItemOutcome = { kind: 'refused', cause: 'printHeld', earlier: null }
  const failed = (fault: 'expired' | 'unproven' | 'runLost' | 'unavailable'): ItemOutcome => ({
    kind: 'failed',
    fault,
  })

  it('does what failed or was left undone, and nothing that was done or refused', () => {
    expect([done, refused, failed('expired'), null].map(isToRetry)).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  it('D7 sends the same message again unless its run cannot take it any more', () => {
    const faults = ['expired', 'unproven', 'runLost', 'unavailable'] as const
    expect(faults.map((fault) => needsNewMessage(failed(fault)))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(needsNewMessage(null)).toBe(false)
  })

  it('counts each item once', () => {
    expect(countsOf([done, done, refused, failed('expired'), null])).toEqual({
      total: 5,
      waiting: 1,
      done: 2,
      refused: 1,
      failed: 1,
    })
  })
})

it('a batch of the largest messages fits into one payload', () => {
  const id = 'x'.repeat(36)
  const arrival = claims.prove('physicalCardReceived', {
    receiptId: id,
    requestId: id,
    letterNo: 'Ş'.repeat(40),
    letterDate: '2026-11-24',
    by: id,
    at: '2026-11-24T09:00:00.123Z',
  })
  const items = Array.from({ length: MOST_IN_BATCH }, () => ({ requestId: id, arrival }))
  const payload = JSON.stringify({ batchId: id, kind: 'cardArrived', attempt: 10, items })
  expect(Buffer.byteLength(payload)).toBeLessThan(ENGINE_LIMITS['limit.blobSize.warn'])
})
