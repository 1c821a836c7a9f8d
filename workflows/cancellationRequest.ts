/**
 * A cancellation request from filing to decision: print stopped or card awaited, reviewed, decided
 * (S56–S73, D2, D3, D6).
 */
import { condition, setHandler, workflowInfo } from '@temporalio/workflow'
import type { SignalDefinition } from '@temporalio/workflow'
import { now } from './clock'
import {
  cardCancelled,
  cardProductionWorkflowId,
  holdAnswered,
  holdPrint,
  releasePrint,
} from './contract'
import type { CancellationRequestInput, RequestResult } from './contract'
import { isLostOrStolen } from './domain/reasons'
import { cardReminders } from './domain/requestClocks'
import { readHoldAnswered } from './domain/runMessages'
import { HOLDING_PRINT } from './domain/waiting'
import { signalRun } from './externalRun'
import { describeWaiting } from './operatorView'
import { RequestRun } from './requestRun'

/**
 * Runs a cancellation request until its decision or its withdrawal. The card stays valid until the bureau approves
 * (S69).
 * @returns the outcome; the reasons are in the record in MongoDB
 */
export async function cancellationRequest(input: CancellationRequestInput): Promise<RequestResult> {
  const run = new RequestRun(input)
  const production = new Production(input)

  const check = await run.recordAndCheckDocuments()
  if (check.faults.length > 0) {
    await run.returnByDocumentCheck(check)
    return { outcome: 'rejected' }
  }

  const printWasHeld = await production.hold()
  if (!printWasHeld && !isLostOrStolen(input.reason))
    await run.awaitCard(cardReminders(now(), input.timing))

  const letPrintGoOn = async () => {
    if (printWasHeld) await production.release()
  }
  const decision = await run.awaitDecision()
  if (decision === null) return run.concludeWithdrawn(letPrintGoOn)
  if (decision.outcome === 'rejected') {
    await run.conclude({ kind: 'rejected', decision }, letPrintGoOn)
    return { outcome: 'rejected' }
  }

  await run.conclude(
    { kind: 'cancellationApproved', decision, cardId: input.cardId, printWasHeld },
    () => production.end(),
  )
  return { outcome: 'approved' }
}

/** The production run of the card to be cancelled, as its cancellation uses it (D3). */
class Production {
  private held: boolean | null = null

  constructor(private readonly input: CancellationRequestInput) {
    setHandler(holdAnswered, (raw) => {
      const answer = readHoldAnswered(raw)
      if (answer?.cardId === input.cardId) this.held ??= answer.held
    })
  }

  /**
   * Asks production to hold the print. False when the card is already printed: then it exists and
   * must come back.
   */
  async hold(): Promise<boolean> {
    describeWaiting(HOLDING_PRINT, now())
    const delivered = await this.signal(holdPrint, {
      cancellationRequestId: this.input.requestId,
      replyTo: workflowInfo().workflowId,
    })
    if (!delivered) return false
    await condition(() => this.held !== null)
    return this.held === true
  }

  /** The cancellation was rejected or withdrawn, so printing continues. */
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
