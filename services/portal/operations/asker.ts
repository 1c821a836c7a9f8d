/** Who of a family asked for a request: a child of two staff members has two who may (D5). */
import type { Store } from '../../shared/store/connection'
import { relativesOf } from './relatives'

export interface Asker {
  /** Seen from the staff member who reads; `gone` when the account is no more. */
  kind: 'self' | 'spouse' | 'other' | 'gone'
  name: string
}

/**
 * @param readerId account id of the staff member who reads
 * @param applicantId account id of who asked
 */
export async function askerOf(store: Store, readerId: string, applicantId: string): Promise<Asker> {
  const applicant = await store.accounts.findById(applicantId, { name: 1, personKey: 1 }).lean()
  if (applicant === null) return { kind: 'gone', name: '' }
  const { name, personKey } = applicant
  if (applicantId === readerId) return { kind: 'self', name }
  const relatives = await relativesOf(store, readerId, new Date())
  const isSpouse = relatives.some(
    ({ relation, person }) => relation === 'spouse' && person.personKey === personKey,
  )
  return { kind: isSpouse ? 'spouse' : 'other', name }
}
