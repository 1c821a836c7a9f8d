/**
 * "Yanlış kayıt: geri al" in the run of a cancellation: its card has not arrived after all, so the
 * review stops and the card is waited for again (D6).
 */
import { now } from './clock'
import type { ArrivalReversal, RequestStepEffect, Taken } from './contract'
import { judgeArrivalReversal } from './domain/judgeArrivalReversal'
import type { Refusal } from './domain/messages'
import type { Proof } from './domain/proof'
import type { RequestState } from './domain/requestState'
import { proofInStep } from './hearing'
import { recordDurably } from './persistence'
import type { RequestFacts } from './requestFacts'

export const AWAITING_CARD = {
  type: 'cancellationRequest',
  status: 'pending',
  subState: 'awaitingCard',
} as const satisfies RequestState

/** The run as this needs it. */
interface RunInReview extends RequestFacts {
  moveTo(state: RequestState): void
  describe(): void
  /** Sets the reminders of a card that is awaited. */
  expectCard(): void
  /** Writes what earlier messages have left to record. */
  recordMessages(): Promise<void>
  step(
    effect: RequestStepEffect,
    writer: Pick<typeof recordDurably, 'recordStep'>,
    state: RequestState,
  ): Promise<void>
  refuse(refusal: Refusal, proof?: Proof | null): void
}

export class RevertedArrival {
  private unrecorded: Taken<ArrivalReversal> | null = null

  constructor(private readonly run: RunInReview) {}

  /** Whether one has been taken and is to be recorded. */
  get isNew(): boolean {
    return this.unrecorded !== null
  }

  /** A clerk says that the arrival was recorded by mistake. */
  take(raw: unknown, proof: Proof): void {
    const { run } = this
    const { input, state, since } = run
    const receiptId = run.arrival?.receiptId ?? null
    const facts = { requestId: input.requestId, state, since, receiptId }
    const verdict = judgeArrivalReversal(facts, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused, proof)
    this.revert({ ...verdict.taken, ...proof })
  }

  /** Nobody has opened the request then: what was opened was a review that should not have been. */
  revert(reversal: Taken<ArrivalReversal>): void {
    const { run } = this
    this.unrecorded = reversal
    run.arrivalReverted = reversal
    run.arrival = null
    run.opened = null
    run.dueAt = null
    run.moveTo(AWAITING_CARD)
    run.expectCard()
    run.describe()
  }

  async record(): Promise<void> {
    const { run } = this
    const { reversalId, ground, by, ...rest } = this.unrecorded!
    const proof = proofInStep(rest)
    this.unrecorded = null
    await run.recordMessages()
    const effect = { kind: 'cardArrivalReverted', reversalId, ground, by, ...proof } as const
    await run.step(effect, recordDurably, AWAITING_CARD)
  }
}
