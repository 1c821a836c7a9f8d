/** Whom staff without an account turn to: their unit's project manager, by unit (S6). */
import type { Store } from '../../shared/store/connection'
import type { Unit } from '../../shared/store/unit'
import { compareTurkish } from '../../shared/web'

export type UnitContact = Pick<Unit, '_id' | 'name' | 'phone'>

/** All units by the Turkish alphabet. */
export async function unitContacts(store: Store): Promise<UnitContact[]> {
  const units = await store.units.find({}, { name: 1, phone: 1 }).lean()
  return units.sort((one, other) => compareTurkish(one.name, other.name))
}
