import type { CancellationRequestInput, CardRequestInput } from '../../workflows/contract'
import type { PersonFacts } from '../../workflows/domain/personChanges'
import type { Store } from '../../services/shared/store/connection'
import { ministryStaff } from '../../services/shared/store/ministryStaff'

/**
 * The facts of a request's person, for a later comparison; null if the person is not on record. They
 * are read here and kept in the record only, so that no history contains them (D12).
 */
export async function personAsFiled(
  store: Store,
  {
    personId,
    applicantId,
  }: Pick<CardRequestInput | CancellationRequestInput, 'personId' | 'applicantId'>,
): Promise<PersonFacts | null> {
  const [person, family] = await Promise.all([
    store.people.findById(personId, { name: 1, surname: 1, birthDate: 1, personKey: 1 }).lean(),
    store.families.findById(applicantId, { members: 1, former: 1 }).lean(),
  ])
  if (person === null) return null
  const { name, surname, birthDate, personKey } = person
  const everybody = [...(family?.members ?? []), ...(family?.former ?? [])]
  return {
    name,
    surname,
    birthDate,
    relation: everybody.find((member) => member.personId === personId)?.relation ?? null,
    worksAtMinistry: (await ministryStaff(store, [personKey])).has(personKey),
  }
}
