/**
 * One run of a request: its facts, the messages it accepts, and the steps it writes. cardRequest.ts
 * and cancellationRequest.ts call these steps in order.
 */
import { condition, setHandler, workflowInfo } from '@temporalio/workflow'
import { now } from './clock'
import {
  bureauDecision,
  physicalCardReceived,
  requestStateQuery,
  reviewOpened,
  withdrawal,
} from './contract'
import type {
  BureauDecision,
  CancellationRequestInput,
  CardRequestInput,
  DocumentCheck,
  PhysicalCardReceived,
  ReminderKind,
  RequestResult,
  RequestRunState,
  RequestStepEffect,
  ReviewOpened,
  Withdrawal,
} from './contract'
import { judgeArrival, judgeDecision, judgeOpening, judgeWithdrawal } from './domain/judgement'
import type { Refusal } from './domain/messages'
import { AUTOMATIC_REJECTION } from './domain/reasons'
import { APPROVED_CARD, receivedState } from './domain/requestState'
import type { RequestState } from './domain/requestState'
import { reviewClock } from './domain/requestClocks'
import { RECORDING, waitingOf } from './domain/waiting'
import { Inbox } from './inbox'
import { describeState, describeWaiting, publishState } from './operatorView'
import { documents, recordAtOnce, recordDurably } from './persistence'

type StepWriter = typeof recordDurably

/** An action at an instant while a run waits. */
interface Alarm {
  at: string
  about: ReminderKind
}

export class RequestRun {
  state: RequestState
  decision: BureauDecision | null = null
  arrival: PhysicalCardReceived | null = null

  private opened: ReviewOpened | null = null
  private withdrawal: Withdrawal | null = null
  private returnedAt: string | null = null
  private dueAt: string | null = null
  private seq = 0
  private readonly inbox = new Inbox()
  private readonly refusals: Refusal[] = []
  /** What messages have left to record, in the order of their arrival. */
  private readonly unrecorded: RequestStepEffect[] = []

  /** Registers every handler before the first await, so that no signal arrives without one. */
  constructor(readonly input: CardRequestInput | CancellationRequestInput) {
    this.state = receivedState(input.type)
    setHandler(requestStateQuery, () => this.snapshot(), {
      description: 'Talebin durumu, kararı ve reddedilen iletiler',
    })
    setHandler(bureauDecision, (raw) => this.inbox.receive(() => this.takeDecision(raw)), {
      description: 'Kimlik Bürosunun kararı',
    })
    setHandler(physicalCardReceived, (raw) => this.inbox.receive(() => this.takeArrival(raw)), {
      description: 'Kart resmî yazıyla geldi',
    })
    setHandler(reviewOpened, (raw) => this.inbox.receive(() => this.takeOpening(raw)), {
      description: 'Kimlik Bürosu talebi açtı; artık geri çekilemez',
    })
    setHandler(withdrawal, (raw) => this.inbox.receive(() => this.takeWithdrawal(raw)), {
      description: 'Personel talebini geri çekti',
    })
  }

  /**
   * Records the request, then checks its stored documents again. Doing both in parallel would cost
   * another workflow task and gain nothing.
   */
  async recordAndCheckDocuments(): Promise<DocumentCheck> {
    // The run's start time is the same in every attempt, so the record can distinguish a repeat
    // from a second run of the same request.
    const at = workflowInfo().startTime.toISOString()
    describeState(this.state, at, null)
    // Safe at once: nobody can send this run a message before its row exists.
    await recordAtOnce.recordNewRequest({ input: this.input, at })
    return this.input.documents.length > 0
      ? documents.checkDocuments(this.input.documents)
      : NO_FAULTS
  }

  /**
   * Returns the request because its stored documents no longer pass. Recorded as an act of the
   * system, never of a person (D9).
   */
  async returnByDocumentCheck(check: DocumentCheck): Promise<void> {
    this.returnedAt = now()
    await this.become(
      { ...this.state, status: 'rejected', subState: 'returned' },
      {
        kind: 'returnedByDocumentCheck',
        check,
        reason: AUTOMATIC_REJECTION,
      },
    )
    await this.recordRemaining()
  }

  /**
   * Waits until the physical card has arrived with its letter (D6) or the request is withdrawn, with
   * reminders; never gives up.
   */
  async awaitCard(reminders: readonly string[]): Promise<void> {
    await this.become(
      { type: 'cancellationRequest', status: 'pending', subState: 'awaitingCard' },
      { kind: 'cardAwaited' },
    )
    await this.waitUntil(
      () => this.arrival !== null || this.withdrawal !== null,
      reminders.map((at) => ({ at, about: 'cardNotArrived' })),
    )
  }

  /**
   * Enters the review queue and waits for the decision, with a reminder before it is due and a mark
   * when it is overdue.
   * @returns null when the request was withdrawn, now or before
   */
  async awaitDecision(): Promise<BureauDecision | null> {
    if (this.withdrawal !== null) return null
    const { remindAt, dueAt } = reviewClock(now(), this.input.timing)
    this.dueAt = dueAt
    await this.become(
      { ...this.state, subState: 'inReview' } as RequestState,
      this.arrival === null
        ? { kind: 'enteredReview', dueAt }
        : { kind: 'cardArrived', ...arrivalFacts(this.arrival), dueAt },
    )
    await this.waitUntil(
      () => this.decision !== null || this.withdrawal !== null,
      [
        { at: remindAt, about: 'reviewDueSoon' },
        { at: dueAt, about: 'reviewOverdue' },
      ],
    )
    return this.decision
  }

  /** Writes the withdrawal as the step that ends the request, and notifies the other run. */
  async concludeWithdrawn(notify?: () => Promise<void>): Promise<RequestResult> {
    const { withdrawalId, by } = this.withdrawal!
    await this.conclude({ kind: 'withdrawn', withdrawalId, by }, notify)
    return { outcome: 'withdrawn' }
  }

  /**
   * Writes the step that ends the request, notifies the other run, and records what messages
   * received so far have left to record. No message can come between these steps: each is written at once.
   */
  async conclude(effect: RequestStepEffect, notify?: () => Promise<void>): Promise<void> {
    // Safe at once: the decision or withdrawal is taken, so no later message changes these steps.
    await this.step(effect, recordAtOnce)
    await notify?.()
    await this.recordRemaining(recordAtOnce)
    describeState(this.state, now(), null)
  }

  /** Moves the run to a state: in memory, for operators, and in the record. */
  private async become(state: RequestState, effect: RequestStepEffect): Promise<void> {
    this.state = state
    publishState(state, now(), this.dueAt)
    await this.step(effect)
  }

  /** Waits for a condition. Meanwhile records openings and refusals, and triggers alarms. */
  private async waitUntil(fact: () => boolean, alarms: readonly Alarm[]): Promise<void> {
    const ahead = [...alarms]
    const summary = waitingOf(this.state).what
    while (!fact()) {
      const woken = () => fact() || this.unrecorded.length > 0
      const next = ahead[0]
      if (next === undefined) await condition(woken)
      else if (!(await condition(woken, untilInstant(next.at), { summary }))) {
        ahead.shift()
        await this.step({ kind: 'reminded', about: next.about })
      }
      if (!fact()) await this.recordMessages()
    }
  }

  /** Records what is left at the end, when every message received has been handled. */
  private async recordRemaining(writer?: StepWriter): Promise<void> {
    await condition(() => this.inbox.isIdle)
    await this.recordMessages(writer)
  }

  private async recordMessages(writer: StepWriter = recordDurably): Promise<void> {
    for (
      let effect = this.unrecorded.shift();
      effect !== undefined;
      effect = this.unrecorded.shift()
    ) {
      await this.step(effect, writer)
    }
  }

  private async step(effect: RequestStepEffect, writer: StepWriter = recordDurably): Promise<void> {
    this.seq += 1
    await writer.recordStep({
      requestId: this.input.requestId,
      seq: this.seq,
      at: now(),
      state: this.state,
      effect,
    })
  }

  /**
   * Takes the first valid decision without waiting, so that a query right after the signal sees it
   * (D7).
   */
  private takeDecision(raw: unknown): void {
    const verdict = judgeDecision({ ...this.input, state: this.state }, raw, now())
    if ('refused' in verdict) return this.refuse(verdict.refused)
    this.decision = verdict.taken
    this.end(decidedState(this.state, verdict.taken))
  }

  private takeArrival(raw: unknown): void {
    const verdict = judgeArrival(
      { requestId: this.input.requestId, state: this.state, arrived: this.arrival !== null },
      raw,
      now(),
    )
    if ('refused' in verdict) return this.refuse(verdict.refused)
    this.arrival = verdict.taken
  }

  /** The first opening counts; a later one changes nothing. */
  private takeOpening(raw: unknown): void {
    const verdict = judgeOpening({ ...this.input, state: this.state }, raw, now())
    if ('refused' in verdict) return this.refuse(verdict.refused)
    if (this.opened !== null) return
    this.opened = verdict.taken
    const { openingId, by } = verdict.taken
    this.unrecorded.push({ kind: 'reviewOpened', openingId, by })
  }

  /** Taken or refused without waiting, so that it is settled which of the two was first. */
  private takeWithdrawal(raw: unknown): void {
    const opened = this.opened !== null || this.arrival !== null
    const verdict = judgeWithdrawal({ ...this.input, state: this.state, opened }, raw, now())
    if ('refused' in verdict) return this.refuse(verdict.refused)
    this.withdrawal = verdict.taken
    this.end({ ...this.state, status: 'pending', subState: 'withdrawn' })
  }

  /** Moves the run to its last state, in memory and for operators; it is recorded next. */
  private end(state: RequestState): void {
    this.state = state
    this.dueAt = null
    publishState(this.state, now(), null)
    describeWaiting(RECORDING, now())
  }

  private refuse(refusal: Refusal): void {
    this.refusals.push(refusal)
    this.unrecorded.push({ kind: 'refused', refusal })
  }

  private snapshot(): RequestRunState {
    return {
      requestId: this.input.requestId,
      state: this.state,
      decision: this.decision ?? this.automaticDecision(),
      cardReceived: this.arrival,
      opened: this.opened,
      withdrawal: this.withdrawal,
      refusals: this.refusals,
      dueAt: this.dueAt,
    }
  }

  private automaticDecision(): RequestRunState['decision'] {
    if (this.returnedAt === null) return null
    return { decisionId: AUTOMATIC_REJECTION, outcome: 'rejected', by: null, at: this.returnedAt }
  }
}

const NO_FAULTS: DocumentCheck = { faults: [] }

function decidedState(state: RequestState, decision: BureauDecision): RequestState {
  if (decision.outcome === 'rejected') return { ...state, status: 'rejected', subState: 'returned' }
  return state.type === 'cardRequest'
    ? APPROVED_CARD
    : { type: 'cancellationRequest', status: 'approved', subState: 'cardCancelled' }
}

function arrivalFacts({ receiptId, letterNo, letterDate, by }: PhysicalCardReceived) {
  return { receiptId, letterNo, letterDate, by }
}

/** Milliseconds until an instant; at least one, since the SDK sets no timer for zero. */
function untilInstant(instant: string): number {
  return Math.max(1, Date.parse(instant) - Date.now())
}
