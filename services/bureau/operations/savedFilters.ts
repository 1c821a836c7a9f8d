/** Filters that a clerk has saved with a name. */
import { randomUUID } from 'node:crypto'
import type { Store } from '../../shared/store/connection'
import { isDuplicateKey } from '../../shared/store/duplicateKey'
import type { SavedFilter } from '../../shared/store/savedFilter'
import { compareTurkish } from '../../shared/web'

/** Saved filters of a clerk for one list; more are no help. */
export const MOST_SAVED = 12
/** Characters. */
export const NAME_MAX = 40

/** Sorted by the Turkish alphabet. */
export async function savedFilters(
  store: Store,
  { by, queue }: Pick<SavedFilter, 'by' | 'queue'>,
): Promise<SavedFilter[]> {
  const saved = await store.savedFilters.find({ by, queue }).lean()
  return saved.sort((one, other) => compareTurkish(one.name, other.name))
}

/** @returns why it was not saved; null if it was */
export async function saveFilter(
  store: Store,
  filter: Omit<SavedFilter, '_id'>,
): Promise<'nameTaken' | 'tooMany' | null> {
  const { by, queue } = filter
  if ((await store.savedFilters.countDocuments({ by, queue })) >= MOST_SAVED) return 'tooMany'
  try {
    await store.savedFilters.create({ _id: randomUUID(), ...filter })
    return null
  } catch (error) {
    if (isDuplicateKey(error)) return 'nameTaken'
    throw error
  }
}

/** Deletes a filter of this clerk; nothing happens if it is another's or gone. */
export async function deleteFilter(
  store: Store,
  { _id, by }: Pick<SavedFilter, '_id' | 'by'>,
): Promise<void> {
  await store.savedFilters.deleteOne({ _id, by })
}
