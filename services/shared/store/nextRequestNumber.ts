import { requestNumber } from '../../../workflows/domain/requestNumber'
import type { Store } from './connection'

/**
 * The next public request number of a year, such as PYK-2026-000123. A number is given once; one whose submit was refused stays unused.
 * @param year four digits, of the day of the submit in Istanbul
 */
export async function nextRequestNumber(store: Store, year: number): Promise<string> {
  const counter = await store.counters.findOneAndUpdate(
    { _id: `request-${year}` },
    { $inc: { value: 1 } },
    { upsert: true, returnDocument: 'after' },
  )
  return requestNumber(year, counter.value)
}
