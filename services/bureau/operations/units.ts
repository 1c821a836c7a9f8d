/** The units whose staff have something waiting in a work list: the choices of its filter. */
import type { Store } from '../../shared/store/connection'
import { compareTurkish } from '../../shared/web'
import type { BureauQueue } from './workList'

export interface Unit {
  code: string
  name: string
}

/** In the order of the Turkish alphabet. */
export async function unitsIn(store: Store, queue: BureauQueue): Promise<Unit[]> {
  const codes = await store.requests.distinct('unitCode', { queue })
  const units = await Promise.all(codes.map((code) => unitOf(store, code)))
  return units.sort((one, other) => compareTurkish(one.name, other.name))
}

/** A unit by its code, under the name its staff have it on record. */
async function unitOf(store: Store, code: string): Promise<Unit> {
  const colleague = await store.accounts.findOne({ unitCode: code }, { unitName: 1 }).lean()
  return { code, name: colleague?.unitName ?? code }
}
