/** Until when the record believes the claim of a step, as the run does that hears it. */
import { randomUUID } from 'node:crypto'
import { WorkflowNotFoundError } from '@temporalio/client'
import type { Client } from '@temporalio/client'
import { defaultPayloadConverter, toPayloads } from '@temporalio/common'
import { msToTs } from '@temporalio/common/lib/time'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { createProvenRecord } from '../../../activities/claims/provenRecord'
import { FAILURES } from '../../../workflows/contract'
import type {
  BureauDecision,
  Proven,
  RecordActivities,
  RequestStep,
} from '../../../workflows/contract'
import { CLAIM_VALID_MS, CLOCK_TOLERANCE_MS } from '../../../workflows/domain/proof'
import { decidedState } from '../../../workflows/domain/requestState'
import { claimPublicKeys } from '../../support/claims'
import { HOUR_MS } from '../../support/durations'
import { opening, rejection } from '../../support/messages'

const SAID = Date.parse('2026-11-24T09:00:00.000Z')
const instant = (afterMs: number) => new Date(SAID + afterMs).toISOString()
const RUN = { workflowId: 'pyk-request-1', runId: 'second' }

/** A run of which a message was accepted after this time; missing if the engine knows no such run. */
type History = { sent?: Proven<BureauDecision>; acceptedMs?: number; continued?: string }

function engineWith(histories: Record<string, History>): Client {
  const fetchHistory = (runId: string) => {
    const history = histories[runId]
    if (history === undefined)
      return Promise.reject(new WorkflowNotFoundError('gone', RUN.workflowId, runId))
    const { sent, acceptedMs = 0, continued = '' } = history
    const started = {
      workflowExecutionStartedEventAttributes: { continuedExecutionRunId: continued },
    }
    const signalled = {
      eventTime: msToTs(SAID + acceptedMs),
      workflowExecutionSignaledEventAttributes: {
        signalName: 'bureauDecision',
        input: { payloads: toPayloads(defaultPayloadConverter, sent) },
      },
    }
    return Promise.resolve({ events: [started, ...(sent ? [signalled] : [])] })
  }
  const getHandle = (_id: string, runId: string) => ({ fetchHistory: () => fetchHistory(runId) })
  const withAbortSignal = (_signal: AbortSignal, ask: () => unknown) => ask()
  return { workflow: { getHandle }, withAbortSignal } as unknown as Client
}

const decision = () => rejection(randomUUID(), { at: instant(0) })

/** @returns the failure of the write; null if it was written */
async function written(
  effect: RequestStep['effect'],
  {
    stepMs,
    orderedMs = stepMs,
    histories = { second: {} },
    takenOver = '',
  }: {
    stepMs: number
    orderedMs?: number
    histories?: Record<string, History>
    takenOver?: string
  },
): Promise<string | null> {
  const requestId = effect.kind === 'rejected' ? effect.decision.requestId : String(randomUUID())
  const recordStep = jest.fn(() => Promise.resolve())
  const record = createProvenRecord({ recordStep } as unknown as RecordActivities, {
    publicKeys: claimPublicKeys,
    log: { error: () => undefined },
    isTakenOver: (subject, claim) => Promise.resolve(subject === requestId && claim === takenOver),
  })
  const step: RequestStep = {
    ...{ requestId, seq: 2, at: instant(stepMs), effect },
    state: decidedState('cardRequest', 'rejected'),
  }
  const env = new MockActivityEnvironment(
    { workflowExecution: RUN, scheduledTimestampMs: SAID + orderedMs },
    { client: engineWith(histories), logger: new DefaultLogger('ERROR') },
  )
  const failure: unknown = await env.run(record.recordStep, step).then(
    () => null,
    (error: unknown) => (error as { type: string }).type,
  )
  expect(recordStep).toHaveBeenCalledTimes(failure === null ? 1 : 0)
  return failure as string | null
}

const rejects = (given: Proven<BureauDecision>) => ({ kind: 'rejected', decision: given }) as const

it('D7 believes a decision for 15 minutes, and no longer if its run has not heard it', async () => {
  expect(await written(rejects(decision()), { stepMs: CLAIM_VALID_MS })).toBeNull()
  expect(await written(rejects(decision()), { stepMs: CLAIM_VALID_MS + 1 })).toBe(
    FAILURES.unprovenStep,
  )
})

it('D7 does not believe a decision that its run has refused as expired', async () => {
  const sent = decision()
  const histories = { second: { sent, acceptedMs: CLAIM_VALID_MS + 1 } }
  const stepMs = CLAIM_VALID_MS + 1
  expect(await written(rejects(sent), { stepMs, histories })).toBe(FAILURES.unprovenStep)
})

it('D7 counts when a step was ordered, whatever earlier time it names', async () => {
  expect(await written(rejects(decision()), { stepMs: 0, orderedMs: CLAIM_VALID_MS + 1 })).toBe(
    FAILURES.unprovenStep,
  )
})

it('D7 does not believe a decision of the future', async () => {
  const stepMs = -CLOCK_TOLERANCE_MS
  expect(await written(rejects(decision()), { stepMs })).toBeNull()
  expect(await written(rejects(decision()), { stepMs: stepMs - 1 })).toBe(FAILURES.unprovenStep)
})

it('D7 believes for hours what the engine had accepted in time', async () => {
  const sent = decision()
  const histories = { second: { sent, acceptedMs: CLAIM_VALID_MS } }
  expect(await written(rejects(sent), { stepMs: 9 * HOUR_MS, histories })).toBeNull()
})

it('D7 believes what the run had accepted that this one continues', async () => {
  const sent = decision()
  const histories = { second: { continued: 'first' }, first: { sent, acceptedMs: 1_000 } }
  expect(await written(rejects(sent), { stepMs: 9 * HOUR_MS, histories })).toBeNull()
  const gone = { second: { continued: 'first' } }
  expect(await written(rejects(sent), { stepMs: 9 * HOUR_MS, histories: gone })).toBe(
    FAILURES.unprovenStep,
  )
})

it('D7 believes what an operator has taken over from a lost run', async () => {
  const given = decision()
  const ofLostRun = { stepMs: 48 * HOUR_MS, takenOver: given.claim }
  expect(await written(rejects(given), ofLostRun)).toBeNull()
  expect(await written(rejects(decision()), ofLostRun)).toBe(FAILURES.unprovenStep)
})

it('D7 keeps the refusal of an expired message, with its sender', async () => {
  const requestId = randomUUID()
  const { openingId, by, at, claim } = opening(requestId, { at: instant(0) })
  const refusal = {
    ...({ message: 'reviewOpened', messageId: openingId, cause: 'expired' } as const),
    ...{ by, at, provenBy: 'test' },
  }
  expect(await written({ kind: 'refused', refusal, claim }, { stepMs: HOUR_MS })).toBeNull()
})
