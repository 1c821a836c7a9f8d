/** Two relatives in the real system, and what a clerk does with the cards of both. */
import { batchWorkflowId } from '../../workflows/contract'
import type { BureauBatchInput } from '../../workflows/contract'
import type { ItemOutcome } from '../../workflows/domain/batches'
import { DAY_MS } from '../support/durations'
import type { Lane } from './lane'
import { newLife } from './life'
import type { Family } from './life'
import { RealLife } from './realLife'
import type { Note } from './realLife'

/** Generous for a busy machine. */
const ENDS_WITHIN_MS = 60_000

export class RealFamily {
  private constructor(
    private readonly lane: Lane,
    /** Takes note of an act and its answer. */
    readonly note: Note,
    readonly relatives: readonly RealLife[],
  ) {}

  static async begin(lane: Lane, note: Note): Promise<{ family: Family; real: RealFamily }> {
    const relatives = [new RealLife(lane, note), new RealLife(lane, note)]
    await lane.store.people.insertMany(relatives.map((real) => real.person()))
    const family = { relatives: relatives.map(() => newLife(lane.now())) }
    return { family, real: new RealFamily(lane, note, relatives) }
  }

  now(): number {
    return this.lane.now()
  }

  /**
   * Carries out a batch as the bureau does, and waits for its end.
   * @param by account id of the clerk
   * @returns what became of its items, in their order
   */
  async carryOut(batch: BureauBatchInput, by: string): Promise<ItemOutcome[]> {
    const { batchId, kind, attempt, items } = batch
    const { store, batches, client } = this.lane
    const at = new Date(this.now())
    await store.batches.create({
      ...{ _id: batchId, kind, by, at, letter: null, attempt, attemptAt: at, endedAt: null },
      items: items.map((item) => ({
        requestId: item.requestId,
        messageId: 'event' in item ? item.event.eventId : item.arrival.receiptId,
        outcome: null,
      })),
      // MongoDB counts by its own clock, which does not skip time.
      expires: new Date(Date.now() + DAY_MS),
    })
    await batches.start(batch)
    const run = client.workflow.getHandle(batchWorkflowId(batchId, attempt))
    await client.withDeadline(Date.now() + ENDS_WITHIN_MS, () => run.result())
    const done = await store.batches.findById(batchId).orFail().lean()
    return done.items.map(({ outcome }) => outcome!)
  }

  /** @throws Disagreement when a workflow task of its runs failed */
  async end({ relatives }: Family): Promise<void> {
    for (const [who, life] of relatives.entries()) await this.relatives[who]!.end(life)
  }

  /** The states of its runs, for the report of a failed life. */
  async standing({ relatives }: Family): Promise<string> {
    const ofEach = relatives.map((life, who) => this.relatives[who]!.standing(life))
    return (await Promise.all(ofEach)).flat().join('\n')
  }
}
