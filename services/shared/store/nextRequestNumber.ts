import { requestNumber } from '../../../workflows/domain/requestNumber'
import type { Store } from './connection'

/**
 * The next public request number of a year, such as PYK-2026-000123. A number
 * is never given twice; the number of a refused submit stays unused.
 * @param year year of the submit in Istanbul, four digits
 */
export async function nextRequestNumber(store: Store, year: number): Promise<string> {
  const counter = await store.counters.findOneAndUpdate(
    { _id: `request-${year}` },
    { $inc: { value: 1 } },
    { upsert: true, returnDocument: 'after' },
  )
  return requestNumber(year, counter.value)
}
