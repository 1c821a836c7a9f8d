/**
 * One run of a request: where it is, what it waits for, and the steps it writes. cardRequest.ts
 * and cancellationRequest.ts call these steps in order.
 */
import { condition } from '@temporalio/workflow'
import { AskedDocument } from './askedDocument'
import { CaseWithHead } from './caseWithHead'
import { now } from './clock'
import type {
  BureauDecision,
  CancellationRequestInput,
  DocumentCheck,
  PhysicalCardReceived,
  RequestResult,
  RequestRunState,
  RequestStepEffect,
  Taken,
  Withdrawal,
} from './contract'
import type { Refusal } from './domain/messages'
import { ofProven } from './domain/proof'
import type { Proof } from './domain/proof'
import { AUTOMATIC_REJECTION } from './domain/reasons'
import {
  decidedState,
  isAwaitingApplicant,
  isHeld,
  isOpen,
  isWithHead,
} from './domain/requestState'
import type { RequestState } from './domain/requestState'
import { cardReminders, reviewAlarms, reviewClock } from './domain/requestClocks'
import { HOLDING_CARD, RECORDING, waitingOf } from './domain/waiting'
import type { Waiting } from './domain/waiting'
import { proofInStep } from './hearing'
import { Inbox } from './inbox'
import { LostRun } from './lostRun'
import { describeWaiting, publishState } from './operatorView'
import { PatientWaits } from './patientWaits'
import { documents, recordAtOnce, recordDurably } from './persistence'
import { RequestFacts } from './requestFacts'
import type { RequestInput } from './requestFacts'
import { RequestMessages } from './requestMessages'
import { AWAITING_CARD, RevertedArrival } from './revertedArrival'
import { follows } from './rules'

type StepWriter = Pick<typeof recordDurably, 'recordStep'>

export class RequestRun extends RequestFacts {
  decision: Taken<BureauDecision> | null = null
  /**
   * Production says that it holds the card after all: that it had left the bureau was a wrong record
   * (D3). The record is asked before this is believed.
   */
  hasNewHold = false

  private withdrawal: Withdrawal | null = null
  private returnedAt: string | null = null
  readonly askedDocument = new AskedDocument(this)
  readonly revertedArrival = new RevertedArrival(this)
  readonly caseWithHead = new CaseWithHead(this)
  private readonly lostRun = new LostRun(this)
  private readonly waits = new PatientWaits(this)
  private readonly takenOver: Promise<void> | null = null
  private readonly inbox = new Inbox()
  /** What messages have left to record, in the order of their arrival. */
  private readonly unrecorded: RequestStepEffect[] = []

  constructor(input: RequestInput) {
    super(input)
    new RequestMessages(this, this.inbox).setHandlers()
    this.describe()
    if (input.carried?.isRepaired)
      this.takenOver = this.inbox.receive(() => this.lostRun.takeOver())
  }

  get isWithdrawn(): boolean {
    return this.withdrawal !== null
  }

  /** The card whose production a lost run had begun; null if it had not. */
  get begunCardId(): string | null {
    return this.lostRun.begunCardId
  }

  /**
   * Records the request, then checks its stored documents again. Doing both in parallel would cost
   * another workflow task and gain nothing.
   */
  async recordAndCheckDocuments(): Promise<DocumentCheck> {
    if (this.takenOver !== null) await this.takenOver
    if (this.documentsChecked) return NO_FAULTS
    // Safe at once: nobody can send this run a message before its row exists.
    if (this.input.carried === undefined)
      await recordAtOnce.recordNewRequest({ input: this.input, at: this.since })
    const check =
      this.input.documents.length > 0
        ? await documents.checkDocuments(this.input.documents)
        : NO_FAULTS
    this.documentsChecked = true
    this.describe()
    return check
  }

  /**
   * Returns the request because its stored documents no longer pass. Recorded as an act of the
   * system, never of a person (D9).
   */
  async returnByDocumentCheck(check: DocumentCheck): Promise<void> {
    this.returnedAt = now()
    this.end({ ...this.state, status: 'rejected', subState: 'returned' })
    await this.step({ kind: 'returnedByDocumentCheck', check, reason: AUTOMATIC_REJECTION })
    await this.recordRemaining()
  }

  /**
   * Waits until the physical card has arrived with its letter (D6) or the request is withdrawn, with
   * reminders; never gives up.
   */
  async awaitCard(): Promise<void> {
    // Of a lost run.
    if (this.revertedArrival.isNew) await this.revertedArrival.record()
    if (!isOpen(this.state) || isWithReview(this.state)) return
    if (this.state.subState !== 'awaitingCard') await this.enterCardArrival()
    await this.waitUntil(() => this.isCardThere() || this.withdrawal !== null)
  }

  private isCardThere(): boolean {
    return this.arrival !== null || this.cardHeld === true
  }

  /**
   * Enters the review queue and waits for the decision, with a reminder before it is due and a mark
   * when it is overdue.
   * @returns null when the request was withdrawn, now or before
   */
  async awaitDecision(): Promise<BureauDecision | null> {
    const isOver = () => !isOpen(this.state)
    // A run that continues an earlier one may have been decided or withdrawn as it began.
    if (!isOver() && !isWithReview(this.state)) await this.enterReview()
    for (;;) {
      if (this.caseWithHead.hasMoved) await this.caseWithHead.record()
      // Also if the request was withdrawn right after it.
      if (this.revertedArrival.isNew) await this.revertedArrival.record()
      // The clerk had the answer that it is taken, also if the applicant withdrew at the same moment.
      const isUnrecorded = isOver() && this.openAsk?.isRecorded === false
      if (isUnrecorded && follows('record-every-ask'))
        await this.askedDocument.recordAsk(this.openAsk)
      if (isOver()) return this.decision
      if (this.openAsk !== null) await this.askedDocument.awaitDocument(this.openAsk)
      else if (this.state.subState === 'awaitingCard') await this.awaitCardAgain()
      else
        await this.waitUntil(
          () =>
            isOver() ||
            this.openAsk !== null ||
            this.revertedArrival.isNew ||
            this.caseWithHead.hasMoved,
        )
    }
  }

  /** The card has not arrived after all; when it does, the review begins again. */
  private async awaitCardAgain(): Promise<void> {
    await this.waitUntil(() => this.isCardThere() || this.withdrawal !== null)
    if (this.withdrawal === null) await this.enterReview()
  }

  /** Waits for production's answer (D3). */
  awaitAnswer(isThere: () => boolean): Promise<void> {
    return this.waits.untilAnswered(isThere)
  }

  /** Waits for a fact, with the reminders of the state. */
  waitUntil(fact: () => boolean): Promise<void> {
    return this.waits.until(fact)
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
    const writer = follows('queried-while-written') ? recordDurably : recordAtOnce
    await this.step(effect, writer)
    if (notify !== undefined) await notify()
    await this.recordRemaining(writer)
  }

  private async enterCardArrival(): Promise<void> {
    this.expectCard()
    await this.become(AWAITING_CARD, { kind: 'cardAwaited' })
  }

  /** Sets the reminders of a card that is awaited. */
  expectCard(): void {
    const reminders = cardReminders(now(), this.timing)
    this.alarms = reminders.map((at) => ({ at, about: 'cardNotArrived' }))
  }

  private async enterReview(): Promise<void> {
    const { remindAt, dueAt } = reviewClock(now(), this.timing)
    this.dueAt = dueAt
    this.alarms = reviewAlarms(remindAt, dueAt)
    await this.become(
      { ...this.state, subState: 'inReview' } as RequestState,
      this.arrival === null
        ? { kind: 'enteredReview', dueAt }
        : { kind: 'cardArrived', ...arrivalFacts(this.arrival), dueAt },
    )
  }

  /** Moves the run to a state: in memory, for operators, and in the record. */
  become(state: RequestState, effect: RequestStepEffect): Promise<void> {
    this.moveTo(state)
    this.describe()
    const written = this.step(effect)
    this.lostRun.takeUp()
    return written
  }

  /** In memory, and in the search attributes. */
  moveTo(state: RequestState, since = now()): void {
    this.state = state
    this.since = since
    publishState(state, this.dueAt)
  }

  /** Publishes what the run waits for while the request is open, and how much it has refused. */
  describe(): void {
    const dueAt = this.dueAt ?? (isOpen(this.state) ? (this.openAsk?.until ?? null) : null)
    const details = { ...this.details(), dueAt, leave: this.leave }
    describeWaiting(this.waiting(), this.waitingSince(), details)
  }

  private waitingSince(): string {
    const handedOver = isWithHead(this.state) ? this.escalation?.escalation.at : undefined
    return handedOver ?? this.since
  }

  private details() {
    return { requestNumber: this.input.requestNumber, refused: this.refusals.count }
  }

  private waiting(): Waiting {
    if (!isOpen(this.state)) return RECORDING
    const isHolding = this.input.type === 'cancellationRequest' && this.documentsChecked
    return isHolding && this.cardHeld === null ? HOLDING_CARD : waitingOf(this.state)
  }

  /** Learns whether production holds the card after all. */
  async askWhetherHeld(): Promise<void> {
    const { cardId } = this.input as CancellationRequestInput
    this.hasNewHold = false
    const card = await recordDurably.askCard({ cardId })
    this.cardHeld = card !== null && isHeld(card)
  }

  /** Records what is left at the end, when every message received has been handled. */
  private async recordRemaining(writer?: StepWriter): Promise<void> {
    while (!this.inbox.isIdle || this.hasUnrecorded) {
      if (!this.inbox.isIdle) await condition(() => this.inbox.isIdle)
      await this.recordMessages(writer)
    }
    const { unrecorded: count } = this.refusals
    if (count > 0) await this.step({ kind: 'refusalsCounted', count }, writer)
    if (isPublishedWhenRecorded()) publishState(this.state, this.dueAt)
    describeWaiting(waitingOf(this.state), now(), this.details())
  }

  /** Whether messages have left something to record. */
  get hasUnrecorded(): boolean {
    return this.unrecorded.length > 0
  }

  async recordMessages(writer: StepWriter = recordDurably): Promise<void> {
    for (
      let effect = this.unrecorded.shift();
      effect !== undefined;
      effect = this.unrecorded.shift()
    ) {
      await this.step(effect, writer)
    }
  }

  step(
    effect: RequestStepEffect,
    writer: StepWriter = recordDurably,
    state = this.state,
  ): Promise<void> {
    this.seq += 1
    return writer.recordStep({
      requestId: this.input.requestId,
      seq: this.seq,
      at: now(),
      state,
      effect,
    })
  }

  decide(decision: Taken<BureauDecision>): void {
    this.decision = decision
    this.end(decidedState(this.state.type, decision.outcome))
  }

  withdraw(withdrawal: Withdrawal): void {
    this.withdrawal = withdrawal
    this.end({ ...this.state, status: 'pending', subState: 'withdrawn' })
  }

  /** Moves the run to its last state; it is recorded next. */
  private end(state: RequestState): void {
    this.dueAt = null
    if (isPublishedWhenRecorded()) {
      this.state = state
      this.since = now()
    } else this.moveTo(state)
    this.describe()
  }

  /** Leaves a step to write when the run is next at rest. */
  recordLater(effect: RequestStepEffect): void {
    this.unrecorded.push(effect)
  }

  refuse(refused: Refusal, proof: Proof | null = null): void {
    const refusal = ofProven(refused, proof)
    if (this.refusals.add(refusal))
      this.recordLater({ kind: 'refused', refusal, ...(proof?.claim && { claim: proof.claim }) })
    this.describe()
  }

  /** What a query answers. */
  snapshot(): RequestRunState {
    return {
      requestId: this.input.requestId,
      state: this.state,
      decision: this.decision ?? this.automaticDecision(),
      cardReceived: this.arrival,
      arrivalReverted: this.arrivalReverted,
      opened: this.opened,
      withdrawal: this.withdrawal,
      asked: this.asked?.ask ?? null,
      added: this.added,
      escalation: this.escalation,
      refusals: this.refusals.latest,
      refusalCount: this.refusals.count,
      dueAt: this.dueAt,
    }
  }

  private automaticDecision(): RequestRunState['decision'] {
    if (this.returnedAt === null) return null
    return { decisionId: AUTOMATIC_REJECTION, outcome: 'rejected', by: null, at: this.returnedAt }
  }
}

const NO_FAULTS: DocumentCheck = { faults: [] }

/** Search attributes in the task that ends the run cost the server no write of their own. */
const isPublishedWhenRecorded = () => follows('published-when-recorded')

/** Whether the request has entered the review, even if the review has stopped. */
function isWithReview(state: RequestState): boolean {
  return state.subState === 'inReview' || isWithHead(state) || isAwaitingApplicant(state)
}

function arrivalFacts(arrival: Taken<PhysicalCardReceived>) {
  const { receiptId, letterNo, letterDate, by } = arrival
  return { receiptId, letterNo, letterDate, by, ...proofInStep(arrival) }
}
