import type { Store } from '../../services/shared/store/connection'
import type { Person } from '../../services/shared/store/person'

/** Writes people whom requests can be about: the ids of their runs follow from their keys. */
export async function writePeople(
  { people }: Pick<Store, 'people'>,
  keys: readonly Pick<Person, '_id' | 'personKey'>[],
): Promise<void> {
  await people.insertMany(
    keys.map((key) => ({
      ...key,
      name: 'Deniz',
      surname: 'Örnek',
      nameWords: ['deniz', 'ornek'],
      birthDate: { year: 1990, month: 1, day: 1 },
      identity: { keyId: 'test', iv: '', ciphertext: '', tag: '' },
    })),
  )
}
