/** One run of a batch: its items, what became of them, and what operators see of it. */
import { isCancellation, setHandler } from '@temporalio/workflow'
import { now } from './clock'
import { batchStateQuery } from './contract'
import type { BatchItem, BatchRunState, BureauBatchInput } from './contract'
import { countsOf } from './domain/batches'
import type { BatchCounts, ItemOutcome } from './domain/batches'
import { batchEnded, carryingOut } from './domain/waiting'
import { describeWaiting, publishEnd } from './operatorView'
import { batches, batchRecord } from './persistence'

/** Enough for forty cards within seconds, and few enough for everybody else's messages. */
const AT_ONCE = 4

export class BatchRun {
  private readonly outcomes = new Map<string, ItemOutcome>()
  private readonly since = now()

  constructor(private readonly input: BureauBatchInput) {
    setHandler(batchStateQuery, () => this.snapshot(), {
      description: 'Toplu işlemin kayıtları ve sonuçları',
    })
    this.describe()
  }

  /** Does all items, a few at a time. A failed one does not hold up the others. */
  async carryOut(): Promise<void> {
    const left = [...this.input.items]
    const doOneByOne = async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await this.doItem(item)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, doOneByOne))
  }

  /** Records that this attempt has ended. */
  async conclude(): Promise<BatchCounts> {
    const { batchId, attempt } = this.input
    await batchRecord.endBatch({ batchId, attempt, at: now() })
    const counts = this.counts()
    publishEnd(now(), batchEnded(counts))
    return counts
  }

  private async doItem(item: BatchItem): Promise<void> {
    const { batchId, attempt } = this.input
    const { requestId } = item
    const outcome = await outcomeOfItem(item)
    await batchRecord.recordBatchItem({ batchId, attempt, requestId, outcome })
    this.outcomes.set(requestId, outcome)
    this.describe()
  }

  private describe(): void {
    describeWaiting(carryingOut(this.input.kind, this.counts()), this.since)
  }

  private counts(): BatchCounts {
    return countsOf(this.snapshot().items.map(({ outcome }) => outcome))
  }

  private snapshot(): BatchRunState {
    const { batchId, attempt, items } = this.input
    return {
      batchId,
      attempt,
      items: items.map(({ requestId }) => ({
        requestId,
        outcome: this.outcomes.get(requestId) ?? null,
      })),
    }
  }
}

async function outcomeOfItem(item: BatchItem): Promise<ItemOutcome> {
  try {
    return await batches.deliverItem(item)
  } catch (failure) {
    if (isCancellation(failure)) throw failure
    return { kind: 'failed', fault: 'unavailable' }
  }
}
