/**
 * A bulk act of the bureau: the same act on many requests or cards, begun with one button. It goes on
 * when its clerk leaves the page.
 */
import { BatchRun } from './batchRun'
import type { BureauBatchInput } from './contract'
import type { BatchCounts } from './domain/batches'

/**
 * Sends the message of each item to its run, and records what became of it.
 * @returns how many items have which outcome
 */
export async function bureauBatch(input: BureauBatchInput): Promise<BatchCounts> {
  const run = new BatchRun(input)
  await run.carryOut()
  return run.conclude()
}
