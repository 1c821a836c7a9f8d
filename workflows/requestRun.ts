/**
 * One run of a request: its facts, the messages it accepts, and the steps it writes. cardRequest.ts
 * and cancellationRequest.ts call these steps in order.
 */
import { condition, patched, setHandler, workflowInfo } from '@temporalio/workflow'
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
  ProvenMessage,
  Taken,
} from './contract'
import { istanbulDayOf } from './domain/istanbul'
import type { LetterDays } from './domain/letterDate'
import { judgeArrival, judgeDecision, judgeOpening, judgeWithdrawal } from './domain/judgement'
import type { Refusal } from './domain/messages'
import { AUTOMATIC_REJECTION } from './domain/reasons'
import { APPROVED_CARD, receivedState } from './domain/requestState'
import type { RequestState } from './domain/requestState'
import { reviewClock } from './domain/requestClocks'
import { RECORDING, waitingOf } from './domain/waiting'
import { Hearing } from './hearing'
import type { Proof } from './hearing'
import { Inbox } from './inbox'
import { describeState, describeWaiting, publishState } from './operatorView'
import { documents, recordAtOnce, recordDurably } from './persistence'

type StepWriter = Pick<typeof recordDurably, 'recordStep'>
type Proven = Exclude<Proof, { refused: Refusal }>

/** An action at an instant while a run waits. */
interface Alarm {
  at: string
  about: ReminderKind
}

export class RequestRun {
  state: RequestState
  decision: Taken<BureauDecision> | null = null
  arrival: Taken<PhysicalCardReceived> | null = null

  /** When the state was reached. */
  private since = now()
  private opened: Taken<ReviewOpened> | null = null
  private withdrawal: Withdrawal | null = null
  private returnedAt: string | null = null
  private dueAt: string | null = null
  private seq = 0
  private readonly inbox = new Inbox()
  private readonly hearing: Hearing
  private readonly refusals: Refusal[] = []
  /** What messages have left to record, in the order of their arrival. */
  private readonly unrecorded: RequestStepEffect[] = []

  /** Registers every handler before the first await, so that no signal arrives without one. */
  constructor(readonly input: CardRequestInput | CancellationRequestInput) {
    this.state = receivedState(input.type)
    this.hearing = new Hearing(input.requestId)
    setHandler(requestStateQuery, () => this.snapshot(), {
      description: 'Talebin durumu, kararı ve reddedilen iletiler',
    })
    setHandler(
      bureauDecision,
      (raw) => this.receive('bureauDecision', raw, (proof) => this.takeDecision(raw, proof)),
      {
        description: 'Kimlik Bürosunun kararı',
      },
    )
    setHandler(
      physicalCardReceived,
      (raw) => this.receive('physicalCardReceived', raw, (proof) => this.takeArrival(raw, proof)),
      {
        description: 'Kart resmî yazıyla geldi',
      },
    )
    setHandler(
      reviewOpened,
      (raw) => this.receive('reviewOpened', raw, (proof) => this.takeOpening(raw, proof)),
      {
        description: 'Kimlik Bürosu talebi açtı; artık geri çekilemez',
      },
    )
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
   * received so far have left to record. No later message changes these steps, since the decision or
   * withdrawal is taken.
   */
  async conclude(effect: RequestStepEffect, notify?: () => Promise<void>): Promise<void> {
    const writer = patched('queried-while-written') ? recordDurably : recordAtOnce
    await this.step(effect, writer)
    await notify?.()
    await this.recordRemaining(writer)
    describeState(this.state, now(), null)
  }

  /** Moves the run to a state: in memory, for operators, and in the record. */
  private async become(state: RequestState, effect: RequestStepEffect): Promise<void> {
    this.state = state
    this.since = now()
    publishState(state, this.since, this.dueAt)
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
    do {
      await condition(() => this.inbox.isIdle)
      await this.recordMessages(writer)
    } while (!this.inbox.isIdle)
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

  /** Has a message of the bureau proven, in the order of arrival, and then judged. */
  private receive(
    message: ProvenMessage,
    raw: unknown,
    take: (proof: Proven | null) => void,
  ): Promise<void> {
    const receivedAt = now()
    return this.inbox.receive(() => {
      // Earlier histories contain messages without claims.
      if (!patched('proven-messages')) return take(null)
      return this.hearing.prove(message, raw, receivedAt).then((proof) => {
        if ('refused' in proof) this.refuse(proof.refused)
        else take(proof)
      })
    })
  }

  /** Takes the first valid decision (D7). */
  private takeDecision(raw: unknown, proof: Proven | null): void {
    const verdict = judgeDecision({ ...this.input, ...this.stateFor(proof) }, raw, now())
    if ('refused' in verdict) return this.refuse({ ...verdict.refused, ...proof })
    this.decision = { ...verdict.taken, ...proof }
    this.end(decidedState(this.state, verdict.taken))
  }

  private takeArrival(raw: unknown, proof: Proven | null): void {
    const { requestId } = this.input
    const arrived = this.arrival !== null
    const letters = proof === null ? undefined : this.letterDays()
    const verdict = judgeArrival(
      { requestId, ...this.stateFor(proof), arrived, letters },
      raw,
      now(),
    )
    if ('refused' in verdict) return this.refuse({ ...verdict.refused, ...proof })
    this.arrival = { ...verdict.taken, ...proof }
  }

  /** The first opening counts; a later one changes nothing. */
  private takeOpening(raw: unknown, proof: Proven | null): void {
    const verdict = judgeOpening({ ...this.input, ...this.stateFor(proof) }, raw, now())
    if ('refused' in verdict) return this.refuse({ ...verdict.refused, ...proof })
    if (this.opened !== null) return
    this.opened = { ...verdict.taken, ...proof }
    const { openingId, by } = verdict.taken
    this.unrecorded.push({ kind: 'reviewOpened', openingId, by, ...proof })
  }

  /** The state that a message is judged on; its time counts only for proven messages. */
  private stateFor(proof: Proven | null): { state: RequestState; since?: string } {
    return proof === null ? { state: this.state } : { state: this.state, since: this.since }
  }

  private letterDays(): LetterDays {
    const { cardApprovedOn = null } = this.input as CancellationRequestInput
    return { today: istanbulDayOf(now()), cardApprovedOn }
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

function arrivalFacts(arrival: Taken<PhysicalCardReceived>) {
  const { receiptId, letterNo, letterDate, by, provenBy } = arrival
  return { receiptId, letterNo, letterDate, by, ...(provenBy !== undefined && { provenBy }) }
}

/** Milliseconds until an instant; at least one, since the SDK sets no timer for zero. */
function untilInstant(instant: string): number {
  return Math.max(1, Date.parse(instant) - Date.now())
}
