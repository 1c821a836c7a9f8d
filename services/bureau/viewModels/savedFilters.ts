/** A clerk's saved filters, as the list shows them. */
import type { SavedFilter } from '../../shared/store/savedFilter'
import type { WorkListFilter } from '../operations/workList'
import {
  filterQuery,
  FilterQuery,
  savedFilterRemovalPath,
  savedFiltersPath,
  workListPath,
} from '../paths'

/**
 * @param filter of the list that is shown
 * @returns `save` is null while there is nothing to save
 */
export function savedFiltersOnPage(
  saved: readonly SavedFilter[],
  queue: SavedFilter['queue'],
  filter: WorkListFilter,
) {
  const here = workListPath(queue, filter)
  const items = saved.map(({ _id, name, query }) => {
    const href = workListPath(queue, FilterQuery.parse(query))
    return {
      name,
      href,
      isShown: href === here,
      removal: savedFilterRemovalPath(queue, _id, filter),
    }
  })
  const fields = filterQuery(filter)
  const isWorthSaving = Object.keys(fields).length > 0 && !items.some(({ isShown }) => isShown)
  return { items, save: isWorthSaving ? { action: savedFiltersPath(queue, filter), fields } : null }
}
