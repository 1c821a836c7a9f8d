/**
 * "Eksik iste" in a run: the review and its clock stop until the applicant has added the document that
 * the bureau asked for, or their time is over. Then the review goes on.
 */
import { now } from './clock'
import type {
  Alarm,
  CancellationRequestInput,
  CarriedAsk,
  DocumentAdded,
  DocumentAsk,
  RequestStepEffect,
  Taken,
} from './contract'
import { judgeDocumentAdded, judgeDocumentAsk } from './domain/judgeDocumentAsk'
import type { Refusal } from './domain/messages'
import type { Proof } from './domain/proof'
import { applicantClock, resumeReview, reviewAlarms, stopReview } from './domain/requestClocks'
import type { RequestState } from './domain/requestState'
import { documents, recordDurably } from './persistence'
import type { RequestFacts } from './requestFacts'
import { follows } from './rules'

/** The run as this needs it. */
interface RunInReview extends RequestFacts {
  readonly isWithdrawn: boolean
  /** Moves it in memory and for operators; the step is written later. */
  moveTo(state: RequestState): void
  describe(): void
  /** Moves it and writes the step. */
  become(state: RequestState, effect: RequestStepEffect): Promise<void>
  step(
    effect: RequestStepEffect,
    writer?: Pick<typeof recordDurably, 'recordStep'>,
    state?: RequestState,
  ): Promise<void>
  waitUntil(fact: () => boolean): Promise<void>
  refuse(refusal: Refusal, proof?: Proof | null): void
}

export class AskedDocument {
  private applicantTimeIsOver = false

  constructor(private readonly run: RunInReview) {}

  /** A clerk has asked for a document. */
  takeAsk(raw: unknown, proof: Proof | null): void {
    const { run } = this
    const { reason } = run.input as Partial<CancellationRequestInput>
    const verdict = judgeDocumentAsk({ ...run.input, ...run.stateFor(proof), reason }, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused, proof)
    this.stopReview({ ...verdict.taken, ...proof })
  }

  /** The review stops, and its clock with it. */
  stopReview(ask: Taken<DocumentAsk>): void {
    const { run } = this
    const { remindAt, until } = applicantClock(now(), run.timing)
    const stopped = stopReview(now(), run.dueAt ?? now(), run.leave)
    run.asked = { ask, until, stopped, isOpen: true, isRecorded: false }
    run.dueAt = null
    run.alarms = [
      ...remindAt.map((at): Alarm => ({ at, about: 'documentNotAdded' })),
      { at: until, about: 'applicantTimeOver' },
    ]
    this.awaitApplicant()
    run.describe()
  }

  /**
   * Waits until the applicant has added the document, with reminders. Afterwards the review goes on,
   * also without the document when their time is over.
   */
  async awaitDocument(asked: CarriedAsk): Promise<void> {
    const { run } = this
    await this.recordAsk(asked)
    await run.waitUntil(() => run.isWithdrawn || this.isAdded || this.applicantTimeIsOver)
    if (run.isWithdrawn) return
    if (this.isAdded) return this.takeInDocument(asked)
    const { askId, kind: document } = asked.ask
    await this.reenterReview(asked, (dueAt) => ({
      kind: 'documentNotAdded',
      askId,
      document,
      dueAt,
    }))
  }

  async recordAsk(asked: CarriedAsk): Promise<void> {
    if (asked.isRecorded) return
    asked.isRecorded = true
    const { ask, until, stopped } = asked
    const effect = { kind: 'documentAsked', ask, until, stopped } as const
    await this.run.step(effect, recordDurably, awaitingApplicant(this.run.state))
  }

  /** The applicant's last day after administrative leave has changed. */
  async followCalendar(asked: CarriedAsk, moved: (instant: string) => string): Promise<void> {
    const before = asked.until
    asked.until = moved(before)
    if (asked.until === before || !follows('applicant-day-moves')) return
    this.run.describe()
    await this.run.step({ kind: 'applicantDayMoved', until: asked.until })
  }

  /** The applicant's time is over. */
  endTime(): void {
    this.applicantTimeIsOver = true
  }

  /** Taken or refused without waiting, like a withdrawal; its file is checked next. */
  takeAddition(raw: unknown): void {
    const { run } = this
    const { requestId, applicantId } = run.input
    const askId = run.openAsk?.ask.askId ?? null
    const facts = { requestId, applicantId, state: run.state, askId }
    const verdict = judgeDocumentAdded(facts, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused)
    this.beginCheck(verdict.taken)
  }

  beginCheck(added: DocumentAdded): void {
    const { run } = this
    run.added = added
    run.moveTo({ ...run.state, status: 'pending', subState: 'received' })
    run.describe()
  }

  /** Whether an addition has been taken and not yet checked. */
  private get isAdded(): boolean {
    return this.run.state.subState === 'received'
  }

  /**
   * The file of an addition, held to the rules again like those at filing. One that the record does
   * not have, or that does not pass, is refused, and the applicant is waited for as before.
   */
  private async takeInDocument(asked: CarriedAsk): Promise<void> {
    const added = this.run.added!
    const { kind } = asked.ask
    const document = await recordDurably.askAddition({ added, kind })
    const isSound =
      document !== null && (await documents.checkDocuments([document])).faults.length === 0
    if (isSound)
      return this.reenterReview(asked, (dueAt) => ({
        kind: 'documentAdded',
        added,
        document,
        dueAt,
      }))
    const { additionId: messageId, by, at } = added
    const cause = document === null ? 'notOnRecord' : 'documentFaulty'
    this.awaitApplicant()
    this.run.refuse({ messageId, message: 'documentAdded', cause, by, at })
  }

  /** Back to the review queue, with the working days that were left. */
  private async reenterReview(
    asked: CarriedAsk,
    effect: (dueAt: string) => RequestStepEffect,
  ): Promise<void> {
    const { run } = this
    const { remindAt, dueAt } = resumeReview(now(), asked.stopped, run.timing)
    run.dueAt = dueAt
    run.alarms = remindAt === null ? [] : reviewAlarms(remindAt, dueAt)
    asked.isOpen = false
    this.applicantTimeIsOver = false
    await run.become({ ...run.state, subState: 'inReview' } as RequestState, effect(dueAt))
  }

  private awaitApplicant(): void {
    this.run.moveTo(awaitingApplicant(this.run.state))
  }
}

function awaitingApplicant({ type }: RequestState): RequestState {
  return { type, status: 'pending', subState: 'awaitingApplicant' }
}
