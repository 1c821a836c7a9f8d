/** Lists that are searched with a form and shown in pages. */
import { z } from 'zod'

const PAGE_SIZE = 25
/** More than this is no result of a search; the page asks for further words. */
const MOST_FOUND = 100

export const SearchForm = z.object({
  search: z
    .string()
    .default('')
    .transform((typed) => typed.trim().slice(0, 100)),
})

/**
 * One page of a list.
 * @param isSearch the result of a search has one page, cut off where it is too long
 */
export function pageOf<Item>(list: readonly Item[], page: number, isSearch = false) {
  const size = isSearch ? MOST_FOUND : PAGE_SIZE
  const begin = isSearch ? 0 : (page - 1) * size
  const items = list.slice(begin, begin + size)
  return {
    items,
    total: list.length,
    first: begin + 1,
    last: begin + items.length,
    hasPrevious: !isSearch && page > 1,
    hasNext: !isSearch && begin + size < list.length,
    isCut: isSearch && list.length > size,
  }
}
