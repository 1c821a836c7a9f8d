/**
 * How a request waits: with reminders, while what messages leave is recorded and administrative leave
 * moves its days, and in as many runs as that takes.
 */
import { condition, continueAsNew } from '@temporalio/workflow'
import type { AskedDocument } from './askedDocument'
import { mustContinueAsNew } from './bounds'
import { now } from './clock'
import type { RequestResult, RequestStepEffect } from './contract'
import { movedInstant } from './domain/requestClocks'
import { waitingOf } from './domain/waiting'
import { publishState } from './operatorView'
import { recordDurably } from './persistence'
import type { RequestFacts, RequestInput } from './requestFacts'
import { follows } from './rules'

/** The run as this needs it. */
interface WaitingRun extends RequestFacts {
  readonly askedDocument: Pick<AskedDocument, 'endTime' | 'followCalendar'>
  /** Whether messages have left something to record. */
  readonly hasUnrecorded: boolean
  /** Whether production says that it holds the card after all. */
  readonly hasNewHold: boolean
  askWhetherHeld(): Promise<void>
  recordMessages(): Promise<void>
  step(effect: RequestStepEffect): Promise<void>
  describe(): void
}

export class PatientWaits {
  constructor(private readonly run: WaitingRun) {}

  /**
   * Waits for a fact. Meanwhile records openings and refusals, gives the reminders that are due, and
   * continues as new when the history has grown long.
   */
  async until(fact: () => boolean): Promise<void> {
    const { run } = this
    const summary = waitingOf(run.state).what
    while (!fact()) {
      const woken = () =>
        fact() ||
        run.hasUnrecorded ||
        run.calendarHasChanged ||
        run.hasNewHold ||
        mustContinueAsNew()
      const next = run.alarms[0]
      if (next === undefined) await condition(woken)
      else if (!(await condition(woken, untilInstant(next.at), { summary }))) {
        run.alarms.shift()
        if (next.about === 'applicantTimeOver') run.askedDocument.endTime()
        else await run.step({ kind: 'reminded', about: next.about })
      }
      if (!fact() && run.hasNewHold) await run.askWhetherHeld()
      if (!fact() && run.calendarHasChanged) await this.followCalendar(fact)
      if (!fact() && run.hasUnrecorded) await run.recordMessages()
      if (this.isLong(fact)) await this.continueAnew()
    }
  }

  /**
   * Waits for another run's answer, without reminders. Refusals that come meanwhile are recorded
   * afterwards, or before the run continues as new.
   */
  async untilAnswered(isThere: () => boolean): Promise<void> {
    while (!isThere()) {
      await condition(() => isThere() || mustContinueAsNew())
      if (isThere()) return
      await this.run.recordMessages()
      if (this.isLong(isThere)) await this.continueAnew()
    }
  }

  /** Moves due day and reminders of the state by the leave that the record has now. */
  private async followCalendar(fact: () => boolean): Promise<void> {
    const { run } = this
    run.calendarHasChanged = false
    const leave = await recordDurably.askLeave()
    if (fact()) {
      // What comes next follows it.
      if (follows('applicant-day-moves')) run.calendarHasChanged = true
      return
    }
    const change = { before: run.leave, after: leave }
    const moved = (at: string) => movedInstant(run.since, at, change)
    run.leave = leave
    run.alarms = run.alarms.map(({ at, about }) => ({ at: moved(at), about }))
    if (run.openAsk !== null) await run.askedDocument.followCalendar(run.openAsk, moved)
    // A review that was overdue when it stopped stays overdue.
    if (run.dueAt === null || run.dueAt < run.since) return
    if (moved(run.dueAt) === run.dueAt) return
    run.dueAt = moved(run.dueAt)
    const isAhead = run.alarms.some(({ about }) => about === 'reviewOverdue')
    if (!isAhead && run.dueAt > now()) run.alarms.push({ at: run.dueAt, about: 'reviewOverdue' })
    publishState(run.state, run.dueAt)
    run.describe()
    await run.step({ kind: 'dueMoved', dueAt: run.dueAt })
  }

  /** Whether the history has grown long while nothing is left to record and the fact is awaited. */
  private isLong(fact: () => boolean): boolean {
    const { hasUnrecorded, hasNewHold } = this.run
    return !fact() && !hasUnrecorded && !hasNewHold && mustContinueAsNew()
  }

  /**
   * The workflow id stays taken, so the relative stays locked (D5), and messages that come meanwhile
   * reach the next run.
   */
  private continueAnew(): Promise<never> {
    const next = { ...this.run.input, carried: this.run.carry() }
    return continueAsNew<(input: RequestInput) => Promise<RequestResult>>(next)
  }
}

/** Milliseconds until an instant; at least one, since the SDK sets no timer for zero. */
function untilInstant(instant: string): number {
  return Math.max(1, Date.parse(instant) - Date.now())
}
