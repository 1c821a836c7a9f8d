import { nameWords } from '../../../workflows/domain/nameWords'
import type { Store } from './connection'

const BATCH = 1_000

/** Adds the words of names to records from before the bureau could search for names. */
export async function completeNameWords({
  people,
  accounts,
}: Pick<Store, 'people' | 'accounts'>): Promise<void> {
  const incomplete = { nameWords: { $exists: false } }
  for (;;) {
    const some = await people.find(incomplete, { name: 1, surname: 1 }).limit(BATCH).lean()
    if (some.length === 0) break
    await people.bulkWrite(
      some.map(({ _id, name, surname }) => ({
        updateOne: { filter: { _id }, update: { $set: { nameWords: nameWords(name, surname) } } },
      })),
    )
  }
  for (;;) {
    const some = await accounts.find(incomplete, { name: 1 }).limit(BATCH).lean()
    if (some.length === 0) break
    await accounts.bulkWrite(
      some.map(({ _id, name }) => ({
        updateOne: { filter: { _id }, update: { $set: { nameWords: nameWords(name) } } },
      })),
    )
  }
}
