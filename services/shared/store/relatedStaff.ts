import type { Person } from './person'
import type { Store } from './connection'

/**
 * All ministry staff related to a person: the parents and spouses who list them or have listed them,
 * and the person themselves if they have an account. None of them may decide about this person (D8).
 * @returns distinct account ids
 */
export async function relatedStaffOf(
  store: Store,
  person: Pick<Person, '_id' | 'personKey'>,
): Promise<string[]> {
  const [families, own] = await Promise.all([
    store.families
      .find(
        { $or: [{ 'members.personId': person._id }, { 'former.personId': person._id }] },
        { _id: 1 },
      )
      .lean(),
    store.accounts.find({ personKey: person.personKey }, { _id: 1 }).lean(),
  ])
  return [...new Set([...families, ...own].map(({ _id }) => _id))]
}
