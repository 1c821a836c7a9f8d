/** Relatives of staff members, and their requests in the record. */
import { randomUUID } from 'node:crypto'
import type { IdentityVault } from '../../services/shared/identity/vault'
import type { Store } from '../../services/shared/store/connection'
import type { Person } from '../../services/shared/store/person'
import type { RequestRecord } from '../../services/shared/store/request'
import type { Relation } from '../../workflows/domain/eligibility'
import { withCheckDigits } from '../../workflows/domain/identityNumber'
import { nameWords } from '../../workflows/domain/nameWords'
import { waitFor } from './world'

export interface Relative extends Person {
  identityNumber: string
}

let ordinal = 0

/**
 * Writes a relative of one or more staff members, with an identity number and a surname of its own.
 * @param parents account ids
 */
export async function writeRelative(
  { store, vault }: { store: Store; vault: IdentityVault },
  parents: readonly string[],
  relation: Relation,
  fields: Pick<Person, 'name' | 'surname' | 'birthDate'> & Partial<Pick<Person, 'personKey'>>,
): Promise<Relative> {
  ordinal += 1
  const identityNumber = withCheckDigits(String(400_000_000 + ordinal))
  const _id = randomUUID()
  const person: Person = {
    _id,
    identity: vault.seal(identityNumber, _id),
    personKey: vault.keyOf(identityNumber),
    ...fields,
    surname: `${fields.surname}${ordinal}`,
    nameWords: nameWords(fields.name, `${fields.surname}${ordinal}`),
  }
  await store.people.create(person)
  for (const parent of parents) {
    await store.families.updateOne(
      { _id: parent },
      { $push: { members: { personId: _id, relation } } },
      { upsert: true },
    )
  }
  return { ...person, identityNumber }
}

/** Waits until a request's row is in a sub-state, and returns the row. */
export function inSubState(
  { store }: { store: Store },
  requestId: string,
  subState: RequestRecord['subState'],
) {
  return waitFor(() => store.requests.findOne({ _id: requestId, subState }).lean(), {
    what: `${requestId} ${subState}`,
  })
}
