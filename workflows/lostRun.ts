/**
 * What a lost run had taken and not recorded. The senders had that answer (D7), so the run that
 * continues it takes the same again, before any message.
 */
import type { AskedDocument } from './askedDocument'
import type { CaseWithHead } from './caseWithHead'
import type {
  BureauDecision,
  RequestStepEffect,
  Taken,
  UnrecordedRequest,
  Withdrawal,
} from './contract'
import { isPossible } from './domain/allowedActions'
import { recordAtOnce } from './persistence'
import type { RequestFacts } from './requestFacts'
import type { RevertedArrival } from './revertedArrival'

/** The run as this needs it. */
interface RepairedRun extends RequestFacts {
  readonly askedDocument: Pick<AskedDocument, 'stopReview' | 'beginCheck'>
  readonly revertedArrival: Pick<RevertedArrival, 'revert'>
  readonly caseWithHead: Pick<CaseWithHead, 'takeUp'>
  decide(decision: Taken<BureauDecision>): void
  withdraw(withdrawal: Withdrawal): void
  step(effect: RequestStepEffect): Promise<void>
}

export class LostRun {
  private unrecorded: UnrecordedRequest = {}

  constructor(private readonly run: RepairedRun) {}

  /** The card whose production it had begun; null if it had not. */
  get begunCardId(): string | null {
    return this.unrecorded.cardId ?? null
  }

  /**
   * Asks what it had taken, and records that this run continues it; messages wait until then.
   * @throws ApplicationFailure when no operator has begun this run, or the record has moved on
   */
  async takeOver(): Promise<void> {
    const { run } = this
    const { requestId } = run.input
    this.unrecorded = await recordAtOnce.askRepair({ requestId, seq: run.seq })
    await run.step({ kind: 'repaired' })
    this.takeUp()
  }

  /** Takes each thing as soon as the state allows it. */
  takeUp(): void {
    const { run } = this
    const { arrival, decision, withdrawal, arrivalReverted: reverted } = this.unrecorded
    if (reverted && reverted.receiptId === run.arrival?.receiptId)
      run.revertedArrival.revert(reverted)
    if (arrival && run.arrival === null && isPossible(run.state, 'recordCardArrival'))
      run.arrival = arrival
    run.caseWithHead.takeUp(this.unrecorded)
    if (decision && isPossible(run.state, 'decide')) run.decide(decision)
    else if (withdrawal && isPossible(run.state, 'withdraw')) run.withdraw(withdrawal)
    else this.takeUpAsk()
  }

  /** An ask for a document, and the document that was added for it. */
  private takeUpAsk(): void {
    const { run } = this
    const { asked, added } = this.unrecorded
    if (asked && asked.askId !== run.asked?.ask.askId && isPossible(run.state, 'askForDocument'))
      run.askedDocument.stopReview(asked)
    if (added && added.askId === run.openAsk?.ask.askId) run.askedDocument.beginCheck(added)
  }
}
