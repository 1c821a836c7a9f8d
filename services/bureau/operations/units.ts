/** The units with requests in a work list; the options of its filter. */
import type { Store } from '../../shared/store/connection'
import { compareTurkish } from '../../shared/web'
import type { BureauQueue } from './workList'

export interface Unit {
  code: string
  name: string
}

/** Sorted by the Turkish alphabet, with the names from the staff's accounts. */
export async function unitsIn(store: Store, queue: BureauQueue): Promise<Unit[]> {
  const codes = await store.requests.distinct('unitCode', { queue })
  const named = await store.accounts.aggregate<{ _id: string; name: string }>([
    { $match: { unitCode: { $in: codes } } },
    { $sort: { unitCode: 1, unitName: 1 } },
    { $group: { _id: '$unitCode', name: { $first: '$unitName' } } },
  ])
  const nameOf = new Map(named.map(({ _id, name }) => [_id, name]))
  return codes
    .map((code) => ({ code, name: nameOf.get(code) ?? code }))
    .sort((one, other) => compareTurkish(one.name, other.name))
}
