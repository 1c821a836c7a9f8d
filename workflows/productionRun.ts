/**
 * One run of a card's production: its facts, the messages it accepts, and the steps it writes.
 * cardProduction.ts calls these steps in order.
 */
import { condition, continueAsNew, setHandler, workflowInfo } from '@temporalio/workflow'
import { mustContinueAsNew, NONE_REFUSED, Refusals } from './bounds'
import { now } from './clock'
import {
  cardCancelled,
  holdAnswered,
  holdPrint,
  productionEvent,
  productionReverted,
  productionStateQuery,
  releasePrint,
} from './contract'
import type {
  CardProductionInput,
  CardStep,
  CarriedProduction,
  ProductionEvent,
  ProductionReversal,
  ProductionRunState,
  Refusal,
  Taken,
} from './contract'
import {
  judgeCancellationMessage,
  judgeProductionEvent,
  judgeReversal,
  reversibleUntil,
  STATE_BEFORE,
} from './domain/judgeProduction'
import { ofProven } from './domain/proof'
import type { Proof } from './domain/proof'
import { APPROVED_CARD, STATE_RELEASED } from './domain/requestState'
import type { CardRequestState, ProductionSubState } from './domain/requestState'
import { readCancellationDecided, readHoldPrint } from './domain/runMessages'
import type { CancellationDecided, CancellationMessage, HoldPrint } from './domain/runMessages'
import { DELIVERED, waitingOf } from './domain/waiting'
import { signalRun } from './externalRun'
import { Hearing, proofInStep } from './hearing'
import { Inbox } from './inbox'
import { describeWaiting, publishState } from './operatorView'
import { recordAtOnce, recordDurably } from './persistence'
import { follows } from './rules'

/** What a message has left to write or answer, in the order in which the messages were handled. */
type Step = () => Promise<void>

type Held = Extract<ProductionSubState, 'printHeld' | 'dispatchHeld'>

export class ProductionRun {
  private state: CardRequestState
  /** When the state was reached. */
  private since: string
  private heldFor: string | null
  private cancelled = false
  private seq: number
  private readonly takenOver: Promise<void> | null = null
  private readonly inbox = new Inbox()
  private readonly hearing: Hearing
  private readonly steps: Step[] = []
  /** Without those that were taken back. */
  private taken: Taken<ProductionEvent>[]
  private readonly reverted: Taken<ProductionReversal>[]
  /** Whether a delivery can no longer be taken back, so that production ends. */
  private isFinal = false
  private readonly refusals: Refusals

  /** Registers every handler before the first await, so that no signal arrives without one. */
  constructor(private readonly input: CardProductionInput) {
    const before = input.carried ?? atFirst()
    this.state = stateOf(before.subState)
    this.since = before.since
    this.heldFor = before.heldFor
    this.seq = before.seq
    this.taken = [...before.taken]
    this.reverted = [...(before.reverted ?? [])]
    this.refusals = new Refusals(before.refusals)
    this.hearing = new Hearing(input.cardId, before.heard)
    setHandler(productionStateQuery, () => this.snapshot(), {
      description: 'Kartın üretim durumu',
    })
    setHandler(productionEvent, (raw) => this.receiveEvent(raw), {
      description: 'Kart basıldı, gönderildi ya da teslim edildi',
    })
    setHandler(productionReverted, (raw) => this.receiveReversal(raw), {
      description: 'Yanlış kayıt geri alındı',
    })
    setHandler(holdPrint, (raw) => this.inbox.receive(() => this.takeHold(raw)))
    setHandler(releasePrint, (raw) => this.inbox.receive(() => this.takeRelease(raw)))
    setHandler(cardCancelled, (raw) => this.inbox.receive(() => this.takeCancellation(raw)))
    this.describe()
    if (input.carried?.isRepaired) this.takenOver = this.inbox.receive(() => this.takeOver())
  }

  /**
   * Asks for the events that the lost run had taken, and records that this one continues it; messages
   * wait until then. Their senders were told that they are taken (D1).
   * @throws ApplicationFailure when no operator has begun this run, or the record has moved on
   */
  private async takeOver(): Promise<void> {
    const { cardId } = this.input
    const events = await recordAtOnce.askCardRepair({ cardId, seq: this.seq })
    const { subState } = this.state
    await this.write(subState as ProductionSubState, undefined, { isRepair: true })
    for (const event of events) this.take(event)
  }

  /**
   * Writes what messages leave to write, until the card is delivered or cancelled; a delivery can be
   * taken back for some days. Meanwhile continues as new when the history has grown long.
   */
  async follow(): Promise<void> {
    if (this.takenOver !== null) await this.takenOver
    while (!this.isOver()) {
      await this.untilSomethingIsDue()
      await this.steps.shift()?.()
      await this.continueIfDue()
    }
  }

  private async untilSomethingIsDue(): Promise<void> {
    const isDue = () => this.isOver() || this.steps.length > 0 || mustContinueAsNew()
    const until = this.reversibleUntil()
    if (until === null) return condition(isDue)
    const left = Math.max(1, Date.parse(until) - Date.now())
    const summary = 'Teslim kaydının geri alınabileceği süre'
    if (!(await condition(isDue, left, { summary }))) this.isFinal = true
  }

  /** Until when the delivery can be taken back; null if there is none, or no longer. */
  private reversibleUntil(): string | null {
    const { reversalDays } = this.input
    if (reversalDays === undefined || this.isFinal) return null
    if (this.state.subState !== 'delivered') return null
    return reversibleUntil(this.since, reversalDays)
  }

  private async continueIfDue(): Promise<void> {
    if (this.isOver() || this.steps.length > 0 || !mustContinueAsNew()) return
    const { seq, heldFor, taken, reverted, since, refusals, hearing } = this
    const subState = this.state.subState as ProductionSubState
    const carried: CarriedProduction = {
      subState,
      since,
      seq,
      heldFor,
      taken,
      ...(reverted.length > 0 && { reverted }),
      refusals: refusals.carry(),
      heard: hearing.heard,
    }
    await continueAsNew<(input: CardProductionInput) => Promise<unknown>>({
      ...this.input,
      carried,
    })
  }

  /** Ends the run: the print of a cancelled card was held, or it is taken out of production. */
  conclude(): ProductionSubState {
    if (this.cancelled)
      this.become(this.state.subState === 'printHeld' ? 'printStopped' : 'cardCancelled')
    return this.state.subState as ProductionSubState
  }

  private isOver(): boolean {
    if (!this.inbox.isIdle) return false
    if (this.cancelled) return true
    if (this.state.subState !== 'delivered' || this.steps.length > 0) return false
    return this.reversibleUntil() === null
  }

  private receiveEvent(raw: unknown): Promise<void> {
    // Earlier histories contain events without claims.
    if (!follows('proven-messages')) return this.inbox.receive(() => this.takeEvent(raw, null))
    return this.receiveProven('productionEvent', raw, (proof) => this.takeEvent(raw, proof))
  }

  private receiveReversal(raw: unknown): Promise<void> {
    return this.receiveProven('productionReverted', raw, (proof) => this.takeReversal(raw, proof))
  }

  private receiveProven(
    message: 'productionEvent' | 'productionReverted',
    raw: unknown,
    take: (proof: Proof) => void | Promise<void>,
  ): Promise<void> {
    const refuse = (refusal: Refusal) => this.refuse(refusal)
    return this.hearing.receive(this.inbox, message, raw, { take, refuse })
  }

  private takeEvent(raw: unknown, proof: Proof | null): void {
    const { state, taken } = this
    const since = proof === null ? undefined : this.since
    const facts = { cardId: this.input.cardId, state, since, taken }
    const verdict = judgeProductionEvent(facts, raw, now())
    if ('refused' in verdict) return this.refuse(verdict.refused, proof)
    this.take({ ...verdict.taken, ...proof })
  }

  private take(event: Taken<ProductionEvent>): void {
    this.taken.push(event)
    this.become(event.kind)
    this.steps.push(() => this.write(event.kind, event))
  }

  /** An event that was recorded by mistake no longer counts; the card is where it was before. */
  private takeReversal(raw: unknown, proof: Proof): void | Promise<void> {
    const { state, since, taken } = this
    const verdict = judgeReversal({ cardId: this.input.cardId, state, since, taken }, raw, now())
    if ('refused' in verdict) return this.refuse(verdict.refused, proof)
    const reversal = { ...verdict.taken, ...proof }
    const { kind: of, ground, by, reversalId: eventId } = reversal
    this.taken = taken.filter(({ kind }) => kind !== of)
    this.reverted.push(reversal)
    this.isFinal = false
    this.become(STATE_BEFORE[of])
    const act = { by, eventId, ...proof }
    this.steps.push(() => this.write(STATE_BEFORE[of], act, { reversal: { of, ground } }))
    if (of === 'sent' && follows('hold-when-back')) return this.holdForOpenCancellation()
  }

  /**
   * A cancellation that was filed after the card had been sent waits until the card comes back. It has
   * never left, so it is held now, and the cancellation goes on (D3).
   */
  private async holdForOpenCancellation(): Promise<void> {
    const { cardId } = this.input
    const open = await recordDurably.askOpenCancellation({ cardId })
    if (open !== null) this.hold(open)
  }

  /**
   * A card can be held until it leaves the bureau; the cancellation gets an answer in any case (D3).
   */
  private takeHold(raw: unknown): void | Promise<void> {
    const hold = readHoldPrint(raw)
    if (hold === null) return
    return this.ifOnRecord('holdPrint', hold, () => this.hold(hold))
  }

  private hold(hold: HoldPrint): void {
    // The same request again, when its run continued as new or was repaired.
    if (this.heldFor === hold.cancellationRequestId)
      return void this.steps.push(() => this.confirmHold(hold, true))
    const held = this.holdable()
    if (held !== null) {
      this.heldFor = hold.cancellationRequestId
      this.become(held)
    }
    this.steps.push(() => this.answerHold(hold, held))
  }

  /** The state in which the card can be held now; null once it has left the bureau. */
  private holdable(): Held | null {
    if (this.state.subState === 'awaitingPrint') return 'printHeld'
    // Runs from before this rule have told their cancellation that a printed card is not held.
    return this.state.subState === 'printed' && follows('hold-printed-card') ? 'dispatchHeld' : null
  }

  private takeRelease(raw: unknown): void | Promise<void> {
    const decided = readCancellationDecided(raw)
    if (decided === null) return
    return this.ifOnRecord('releasePrint', decided, () => this.release(decided))
  }

  private release({ cancellationRequestId }: CancellationDecided): void {
    if (this.heldFor !== cancellationRequestId) return
    this.heldFor = null
    const before = STATE_RELEASED[this.state.subState as Held]
    this.become(before)
    this.steps.push(() => this.write(before))
  }

  private takeCancellation(raw: unknown): void | Promise<void> {
    const decided = readCancellationDecided(raw)
    if (decided === null) return
    return this.ifOnRecord('cardCancelled', decided, () => void (this.cancelled = true))
  }

  /**
   * Does what a cancellation asks if the record backs it; else keeps the refusal. A cancellation
   * writes its step before it sends the message, so an honest one is on record by then.
   */
  private ifOnRecord(
    message: CancellationMessage,
    sent: CancellationDecided & { replyTo?: string },
    act: () => void,
  ): void | Promise<void> {
    // Runs from before this rule have acted without asking.
    if (!follows('ask-record-first')) return act()
    const { cancellationRequestId } = sent
    const { cardId } = this.input
    // A clerk may record an event meanwhile, whose page then queries the run.
    const asker = follows('queried-while-asked') ? recordDurably : recordAtOnce
    return asker.askCancellation({ cancellationRequestId, cardId }).then((onRecord) => {
      const refusal = judgeCancellationMessage(message, sent, onRecord, now())
      if (refusal === null) act()
      else this.refuse(refusal)
    })
  }

  /**
   * Records the hold before confirming it. The run that asked may have ended; then the answer is
   * not needed.
   */
  private async answerHold(hold: HoldPrint, held: Held | null): Promise<void> {
    if (held !== null) await this.write(held)
    await this.confirmHold(hold, held !== null)
  }

  private async confirmHold({ replyTo }: HoldPrint, held: boolean): Promise<void> {
    await signalRun(replyTo, holdAnswered, { cardId: this.input.cardId, held })
  }

  /** @param act of a clerk that led to the sub-state; missing if a cancellation did */
  private async write(
    subState: ProductionSubState,
    act?: Taken<Pick<ProductionEvent, 'by' | 'eventId'>>,
    mark: Pick<CardStep, 'isRepair' | 'reversal'> = {},
  ): Promise<void> {
    this.seq += 1
    const { cardId, requestId } = this.input
    const { by = null, eventId = null } = act ?? {}
    const step = {
      ...{ cardId, requestId, seq: this.seq, at: now(), subState, by, eventId },
      ...(act && proofInStep(act)),
      ...mark,
    }
    const writer = follows('queried-while-written') ? recordDurably : recordAtOnce
    const { cancelled } = await writer.recordCardStep(step)
    if (cancelled) this.cancelled = true
  }

  /** Moves the run to a state, in memory and for operators. */
  private become(subState: ProductionSubState): void {
    this.state = stateOf(subState)
    this.since = now()
    publishState(this.state, null)
    this.describe()
  }

  private describe(): void {
    const { requestNumber } = this.input
    const dueAt = this.reversibleUntil()
    const waiting = dueAt === null ? waitingOf(this.state) : DELIVERED
    const details = { requestNumber, dueAt, refused: this.refusals.count }
    describeWaiting(waiting, this.since, details)
  }

  private refuse(refusal: Refusal, proof: Proof | null = null): void {
    this.refusals.add(ofProven(refusal, proof))
    this.describe()
  }

  private snapshot(): ProductionRunState {
    const { input, state, taken, reverted, refusals } = this
    const { cardId, requestId } = input
    const { latest, count: refusalCount } = refusals
    return { cardId, requestId, state, taken, reverted, refusals: latest, refusalCount }
  }
}

/** A card that is about to be made. */
function atFirst(): CarriedProduction {
  return {
    subState: APPROVED_CARD.subState,
    since: workflowInfo().startTime.toISOString(),
    seq: 0,
    heldFor: null,
    taken: [],
    refusals: NONE_REFUSED,
  }
}

function stateOf(subState: ProductionSubState): CardRequestState {
  return { type: 'cardRequest', status: 'approved', subState }
}
