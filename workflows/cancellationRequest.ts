/**
 * A cancellation request from filing to decision: card held or awaited, reviewed, decided
 * (S56–S73, D2, D3, D6).
 */
import { setHandler, workflowInfo } from '@temporalio/workflow'
import type { SignalDefinition } from '@temporalio/workflow'
import {
  cardCancelled,
  cardProductionWorkflowId,
  holdAnswered,
  holdPrint,
  releasePrint,
} from './contract'
import type { CancellationRequestInput, RequestResult } from './contract'
import { isLostOrStolen } from './domain/reasons'
import { isAtBureau, isHeld } from './domain/requestState'
import { readHoldAnswered } from './domain/runMessages'
import { signalRun } from './externalRun'
import { alarms, recordAtOnce } from './persistence'
import { RequestRun } from './requestRun'
import { follows } from './rules'

/**
 * Runs a cancellation request until its decision or its withdrawal. The card stays valid until the bureau approves
 * (S69).
 * @returns the outcome; the reasons are in the record in MongoDB
 */
export async function cancellationRequest(input: CancellationRequestInput): Promise<RequestResult> {
  const run = new RequestRun(input)
  const production = new Production(input, run)

  const check = await run.recordAndCheckDocuments()
  const letCardGoOn = async () => {
    // Also one that is not known to be held: its dispatch may be taken back at this moment.
    if (run.cardHeld === true || follows('hold-when-back')) await production.release()
  }
  if (check.faults.length > 0) {
    await run.returnByDocumentCheck(check)
    await letCardGoOn()
    return { outcome: 'rejected' }
  }

  if (!(await production.hold()) && !isLostOrStolen(input.reason)) await run.awaitCard()

  const decision = await run.awaitDecision()
  if (decision === null) return run.concludeWithdrawn(letCardGoOn)
  if (decision.outcome === 'rejected') {
    await run.conclude({ kind: 'rejected', decision }, letCardGoOn)
    return { outcome: 'rejected' }
  }

  await run.conclude(
    {
      kind: 'cancellationApproved',
      decision,
      cardId: input.cardId,
      printWasHeld: run.cardHeld === true,
    },
    () => production.end(),
  )
  return { outcome: 'approved' }
}

/** The production run of the card to be cancelled, as its cancellation uses it (D3). */
class Production {
  private held: boolean | null = null
  private hasNewAnswer = false

  constructor(
    private readonly input: CancellationRequestInput,
    private readonly run: RequestRun,
  ) {
    setHandler(holdAnswered, (raw) => {
      const answer = readHoldAnswered(raw)
      if (answer?.cardId !== input.cardId) return
      this.held ??= answer.held
      this.hasNewAnswer = true
      if (run.cardHeld === false && follows('hold-when-back')) run.hasNewHold = true
    })
  }

  /**
   * Asks production to hold the card; a run that continues an earlier one asks again, unless that has
   * been answered. False when the card has left the bureau: then it must come back.
   */
  async hold(): Promise<boolean> {
    const { run } = this
    if (run.cardHeld !== null) return run.cardHeld
    const delivered = await this.ask()
    run.cardHeld = (delivered || (await this.isProductionLost())) && (await this.isHeld())
    return run.cardHeld
  }

  private ask(): Promise<boolean> {
    return this.signal(holdPrint, {
      cancellationRequestId: this.input.requestId,
      replyTo: workflowInfo().workflowId,
    })
  }

  /**
   * Whether the card is still at the bureau although nothing produces it. An operator begins its
   * production again, which then holds the card.
   */
  private async isProductionLost(): Promise<boolean> {
    if (!follows('production-lost')) return false
    const { cardId } = this.input
    const card = await recordAtOnce.askCard({ cardId })
    const isLost = card !== null && isAtBureau(card)
    if (isLost) await alarms.reportLostProduction({ cardId })
    return isLost
  }

  private async isHeld(): Promise<boolean> {
    if (follows('ask-card-on-record')) return this.isHeldOnRecord()
    await this.run.awaitAnswer(() => this.held !== null)
    return this.held === true
  }

  /**
   * Anybody with access to Temporal can send an answer. So an answer only says that it is time to ask
   * the record, where production writes before it answers. If the card is at the bureau and not held,
   * the answer was forged, or a clerk has taken back since that the card was sent: then production is
   * asked again.
   */
  private async isHeldOnRecord(): Promise<boolean> {
    for (;;) {
      await this.run.awaitAnswer(() => this.hasNewAnswer)
      this.hasNewAnswer = false
      const card = await recordAtOnce.askCard({ cardId: this.input.cardId })
      if (card !== null && isHeld(card)) return true
      if (card === null || !isAtBureau(card)) return false
      if (follows('hold-asked-again')) await this.ask()
    }
  }

  /** The cancellation was rejected or withdrawn, so production continues. */
  async release(): Promise<void> {
    await this.signal(releasePrint, { cancellationRequestId: this.input.requestId })
  }

  /** The card is cancelled, so production has nothing left to do. */
  async end(): Promise<void> {
    await this.signal(cardCancelled, { cancellationRequestId: this.input.requestId })
  }

  /** @returns false when the run has ended: the card is delivered or cancelled */
  private signal<Argument>(
    signal: SignalDefinition<[Argument]>,
    argument: Argument,
  ): Promise<boolean> {
    return signalRun(cardProductionWorkflowId(this.input.cardId), signal, argument)
  }
}
