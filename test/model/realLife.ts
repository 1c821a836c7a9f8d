/** One relative in the real system, as the acts of a random life reach it. */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { WorkflowNotFoundError } from '@temporalio/client'
import type { WorkflowHandle } from '@temporalio/client'
import { cardProductionWorkflowId, requestWorkflowId } from '../../workflows/contract'
import type {
  CancellationRequestInput,
  CardRequestInput,
  DocumentAdded,
  StoredDocument,
} from '../../workflows/contract'
import type { DocumentKind } from '../../workflows/domain/documents'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import type { Day } from '../../workflows/domain/istanbul'
import type { Person } from '../../services/shared/store/person'
import { failedTasks } from '../support/failedTasks'
import { hasHandledAll } from '../support/flood'
import { storedDocument } from '../support/messages'
import { Disagreement } from './disagreement'
import type { Lane } from './lane'
import { letTimePass } from './happenings'
import { isEnding } from './life'
import type { Life } from './life'
import { differences, learn, recorded } from './record'
import type { Recorded } from './record'
import { differencesOfRuns, ended, openRuns } from './runs'

/** A life without a change for this time counts as stuck; generous for a busy machine. */
const STUCK_AFTER_MS = 10_000
const LONGEST_PAUSE_MS = 50

/** Takes note of an act and its answer. */
export type Note = (act: object, answer: string) => void

export class RealLife {
  readonly relative = { personId: randomUUID(), unitCode: '06-PER' }
  readonly personKey = randomUUID()
  /** Of the last request that was begun. */
  lastFiled: CardRequestInput | CancellationRequestInput | null = null
  private readonly lock: WorkflowHandle
  private readonly cardApprovals = new Map<string, Day>()

  /** @param note of each act, with its answer */
  constructor(
    private readonly lane: Lane,
    readonly note: Note,
  ) {
    this.lock = lane.client.workflow.getHandle(requestWorkflowId(this.personKey))
  }

  /** As the record has the relative. */
  person(): Person {
    return {
      _id: this.relative.personId,
      name: 'Deniz',
      surname: 'Örnek',
      nameWords: ['deniz', 'ornek'],
      birthDate: { year: 1990, month: 1, day: 1 },
      identity: { keyId: 'test', iv: '', ciphertext: '', tag: '' },
      personKey: this.personKey,
    }
  }

  get runs(): Lane['runs'] {
    return this.lane.runs
  }

  now(): number {
    return this.lane.now()
  }

  /** Now, as an ISO instant. */
  at(): string {
    return new Date(this.now()).toISOString()
  }

  pass(ms: number): Promise<void> {
    return this.lane.pass(ms)
  }

  /** Lets the next writes to the record fail. */
  failWrites(faults: Lane['faults']): void {
    Object.assign(this.lane.faults, faults)
  }

  /** Lets stored files fail their second check. */
  spoil(documents: readonly StoredDocument[]): void {
    for (const { key } of documents) this.lane.spoilt.add(key)
  }

  /**
   * Keeps the file of an addition as the portal does, before the run receives its message.
   * @param what `faulty`: it does not pass the second check
   */
  async keepAddition(
    { additionId, requestId, askId, by }: DocumentAdded,
    kind: DocumentKind,
    what: 'sound' | 'faulty',
  ): Promise<void> {
    const document = storedDocument(kind)
    if (what === 'faulty') this.spoil([document])
    await this.lane.store.drafts.create({
      ...{ _id: additionId, ownerId: by, personId: this.relative.personId, type: 'cardRequest' },
      ...{ documents: [document], answers: { requestId, askId }, submitted: true },
      updatedAt: new Date(),
    })
  }

  cardApprovedOn(cardId: string): Day {
    return this.cardApprovals.get(cardId)!
  }

  /** Sends a signal as anybody with access to Temporal can. */
  async send(workflowId: string, signal: string, message: unknown): Promise<'sent' | 'closed'> {
    try {
      await this.lane.client.workflow.getHandle(workflowId).signal<unknown[]>(signal, message)
      return 'sent'
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'closed'
      throw error
    }
  }

  /** Waits until record and runs are what the model expects. */
  settled(life: Life): Promise<void> {
    return this.becameOneOf(life, [life])
  }

  /** Waits until record and runs are what one of these lives expects, which the life then becomes. */
  async becameOneOf(life: Life, lives: readonly Life[]): Promise<void> {
    let latest = ''
    let changedAt = Date.now()
    for (let pauseMs = 5; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const found: string[][] = []
      for (const each of lives) {
        const differing = await this.differing(each)
        if (differing.length === 0) return void Object.assign(life, each)
        found.push(differing)
      }
      const text = found.map((lines) => lines.join('\n')).join('\nor\n')
      if (text !== latest) [latest, changedAt] = [text, Date.now()]
      if (Date.now() > changedAt + STUCK_AFTER_MS) throw new Disagreement(text)
      await pause(pauseMs)
    }
  }

  private async differing(life: Life): Promise<string[]> {
    const record = await recorded(this.lane.store, this.relative.personId)
    learn(life, record)
    letTimePass(life, this.now())
    const found = differences(life, record, this.now())
    if (found.length > 0) return found
    this.remember(record)
    if (!(await this.isQuiet(life))) return ['A run has a task to do']
    if (isEnding(life)) {
      const atEnd = await ended(this.lane, this.lock, life)
      // A run may write to the record until it ends.
      return atEnd.length > 0 ? atEnd : this.differing(life)
    }
    return differencesOfRuns(this.lane, this.lock, life, record)
  }

  /** Whether no run can continue as new any more: the server would lose a query (testServer.ts). */
  private async isQuiet(life: Life): Promise<boolean> {
    if (this.lane.kind !== 'continued') return true
    const open = openRuns(this.lane, this.lock, life)
    return (await Promise.all(open.map((run) => hasHandledAll(run)))).every(Boolean)
  }

  private remember({ cards }: Recorded): void {
    for (const { _id, approvedAt } of cards)
      this.cardApprovals.set(_id, istanbulDayOf(approvedAt.toISOString()))
  }

  /**
   * Leaves open runs behind: a terminated one could keep the server from skipping time.
   * @throws Disagreement when a workflow task of its runs failed
   */
  async end(life: Life): Promise<void> {
    this.failWrites({ times: 0, isWritten: false })
    const failed: string[] = []
    for (const run of this.allRuns(life)) failed.push(...(await failedTasks(run)))
    if (failed.length > 0) throw new Disagreement(failed.join('\n'))
  }

  /** The state of the latest run of each request and card, for the report of a failed life. */
  async standing(life: Life): Promise<string[]> {
    return Promise.all(
      this.allRuns(life).map(async (run) => {
        const { status, historyLength } = await run.describe()
        const last = (await run.fetchHistory()).events?.at(-1)
        const failure = last?.workflowExecutionFailedEventAttributes?.failure?.message ?? ''
        return `${run.workflowId}: ${status.name} after ${historyLength} events ${failure}`
      }),
    )
  }

  private allRuns({ requests, cards }: Life): WorkflowHandle[] {
    const cardIds = cards.flatMap(({ cardId }) => cardId ?? [])
    return [
      ...(requests.length > 0 ? [this.lock] : []),
      ...cardIds.map((id) => this.lane.client.workflow.getHandle(cardProductionWorkflowId(id))),
    ]
  }
}
