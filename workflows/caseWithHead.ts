/**
 * "Amire ilet" in a run: a clerk hands the case to the head of the bureau, who decides it or gives it
 * back. The clock of the review goes on, and the applicant sees nothing of it.
 */
import { now } from './clock'
import type {
  Escalation,
  EscalationReturn,
  RequestStepEffect,
  Taken,
  UnrecordedRequest,
} from './contract'
import { isPossible } from './domain/allowedActions'
import { judgeEscalation, judgeEscalationReturn } from './domain/judgeEscalation'
import type { Refusal } from './domain/messages'
import type { Proof } from './domain/proof'
import { isWithHead } from './domain/requestState'
import type { RequestState } from './domain/requestState'
import { recordDurably } from './persistence'
import type { RequestFacts } from './requestFacts'
import { follows } from './rules'

/** The run as this needs it. */
interface ReviewedRun extends RequestFacts {
  /** Moves it in memory and for operators. */
  moveTo(state: RequestState, since: string): void
  describe(): void
  step(
    effect: RequestStepEffect,
    writer: Pick<typeof recordDurably, 'recordStep'>,
    state: RequestState,
  ): Promise<void>
  refuse(refusal: Refusal, proof?: Proof | null): void
}

interface Move {
  state: RequestState
  effect: RequestStepEffect
}

export class CaseWithHead {
  /** Taken and not yet recorded, in the order of arrival. */
  private readonly moves: Move[] = []

  constructor(private readonly run: ReviewedRun) {}

  /** A clerk has handed the case over. */
  takeEscalation(raw: unknown, proof: Proof | null): void {
    const { run } = this
    const verdict = judgeEscalation({ ...run.input, ...this.stateFor(proof) }, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused, proof)
    this.handOver({ ...verdict.taken, ...proof })
  }

  /** The head has given it back. */
  takeReturn(raw: unknown, proof: Proof | null): void {
    const { run } = this
    const verdict = judgeEscalationReturn({ ...run.input, ...this.stateFor(proof) }, raw, now())
    if ('refused' in verdict) return run.refuse(verdict.refused, proof)
    this.giveBack({ ...verdict.taken, ...proof })
  }

  /** What a lost run had taken and not recorded. */
  takeUp({ escalation, escalationReturned }: UnrecordedRequest): void {
    const { run } = this
    // An escalation that was given back and made again in the meantime replaces the earlier one.
    const isOpen = isPossible(run.state, 'escalate') || isWithHead(run.state)
    if (escalation && isOpen && escalation.at > (run.escalation?.escalation.at ?? ''))
      this.handOver(escalation)
    if (escalationReturned && isWithHead(run.state) && escalationReturned.at >= this.movedAt!)
      this.giveBack(escalationReturned)
  }

  get hasMoved(): boolean {
    return this.moves.length > 0
  }

  /** Writes each move as a step of its own, before what comes of it. */
  async record(): Promise<void> {
    for (let move = this.moves.shift(); move !== undefined; move = this.moves.shift())
      await this.run.step(move.effect, recordDurably, move.state)
  }

  private handOver(escalation: Taken<Escalation>): void {
    this.run.escalation = { escalation, returned: null }
    this.move('withHead', { kind: 'escalated', escalation })
  }

  private giveBack(returned: Taken<EscalationReturn>): void {
    const { run } = this
    if (run.escalation !== null) run.escalation = { ...run.escalation, returned }
    this.move('inReview', { kind: 'escalationReturned', returned })
  }

  private move(subState: 'withHead' | 'inReview', effect: RequestStepEffect): void {
    const { run } = this
    const state = { ...run.state, status: 'pending', subState } as RequestState
    // The clocks still count from the beginning of the review.
    run.moveTo(state, run.since)
    run.describe()
    this.moves.push({ state, effect })
  }

  /** When the case last went to the head or back. */
  private get movedAt(): string | undefined {
    const { escalation } = this.run
    return escalation?.returned?.at ?? escalation?.escalation.at
  }

  /** Judged from the latest of these: the review began, or the case went to the head or back. */
  private stateFor(proof: Proof | null): { state: RequestState; since?: string | undefined } {
    const { since, ...state } = this.run.stateFor(proof)
    const { movedAt } = this
    if (since === undefined || movedAt === undefined) return { ...state, since }
    const hasBegunAgain = movedAt < since && follows('escalated-in-this-review')
    return { ...state, since: hasBegunAgain ? since : movedAt }
  }
}
