/**
 * One run of a refresh: its messages, and the steps that the pages show. familyRefresh.ts calls
 * these in order.
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import { now } from './clock'
import { askAgain, FAILURES } from './contract'
import type { FamilyRefreshInput, RefreshStep, RegistryAnswer } from './contract'
import { pauseAfter } from './domain/familyRefresh'
import { WAITING_FOR_REGISTER, waitingAfter } from './domain/waiting'
import { describeWaiting, publishEnd } from './operatorView'
import { recordAtOnce, registry } from './persistence'

/** The failure with which a run ends, so that it is among those that operators watch. */
const FAILURE_OF = {
  gaveUp: FAILURES.registryUnavailable,
  notAuthorised: FAILURES.registryNotAuthorised,
  noIdentity: FAILURES.identityMissing,
} as const

export class RefreshRun {
  private attempts: number
  private isWanted = false
  private seq = 0

  /** Registers the handler before the first await, so that no signal arrives without one. */
  constructor(private readonly input: FamilyRefreshInput) {
    this.attempts = input.attempts ?? 0
    setHandler(askAgain, () => void (this.isWanted = true), {
      description: 'Personel hemen yeniden sorulmasını istedi',
    })
  }

  /** Asks the register once. */
  async ask(): Promise<RegistryAnswer> {
    this.isWanted = false
    describeWaiting(WAITING_FOR_REGISTER, now())
    await this.record({ state: 'asking' })
    return registry.askRegistry({ accountId: this.input.accountId, at: now() })
  }

  /**
   * Waits until it is time, or until the staff member wants it at once.
   * @throws ApplicationFailure when it has failed for too long
   */
  async waitBeforeAskingAgain(fault: string): Promise<void> {
    const pause = pauseAfter(this.attempts)
    if (pause === null) await this.fail('gaveUp', fault)
    const nextAttemptAt = new Date(Date.now() + pause!).toISOString()
    this.attempts += 1
    describeWaiting(waitingAfter(fault), now(), { dueAt: nextAttemptAt })
    await this.record({ state: 'waiting', fault, nextAttemptAt })
    await condition(() => this.isWanted, pause!, { summary: 'KPS’ye yeniden sorma zamanı' })
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished)
      await continueAsNew({ ...this.input, attempts: this.attempts })
    }
  }

  /** Ends the run after an answer. */
  async end(relatives: number): Promise<{ relatives: number }> {
    await this.record({ state: 'answered' })
    publishEnd(now())
    return { relatives }
  }

  /** Ends the run without one. */
  async fail(state: keyof typeof FAILURE_OF, fault: string | null): Promise<never> {
    await this.record({ state, fault })
    throw ApplicationFailure.nonRetryable(fault ?? state, FAILURE_OF[state])
  }

  private async record(
    step: Pick<RefreshStep, 'state'> & Partial<Pick<RefreshStep, 'fault' | 'nextAttemptAt'>>,
  ): Promise<void> {
    const { runId, startTime } = workflowInfo()
    this.seq += 1
    await recordAtOnce.recordRefresh({
      accountId: this.input.accountId,
      runId,
      startedAt: startTime.toISOString(),
      seq: this.seq,
      at: now(),
      fault: null,
      nextAttemptAt: null,
      ...step,
    })
  }
}
