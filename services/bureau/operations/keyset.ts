/**
 * Paging by the place of a row instead of by skipped rows, so that a page far down costs as much as
 * the first one.
 */
import type { SortField } from '../../../workflows/domain/workList'

/** The place of a row in a list. */
export interface Cursor {
  /** Null in lists without due days. */
  dueAt: Date | null
  queuedAt: Date
  id: string
}

type Direction = 1 | -1
type Condition = Record<string, unknown>

/** The sort of a list; the id makes it unique. */
export function sortBy(
  fields: readonly SortField[],
  direction: Direction,
): Record<string, Direction> {
  return Object.fromEntries([...fields, '_id'].map((field) => [field, direction]))
}

/**
 * Selects the rows beyond a place. Each alternative holds the whole condition, so that each is one
 * range of the list's index and MongoDB merges them in order.
 * @param matching what the list shows
 */
export function beyond(
  matching: Condition,
  fields: readonly SortField[],
  direction: Direction,
  place: Cursor,
): Condition {
  const values: (readonly [string, Date | string | null])[] = [
    ...fields.map((field) => [field, place[field]] as const),
    ['_id', place.id],
  ]
  const alternatives = values.flatMap(([field, value], index) => {
    const same: Condition = Object.fromEntries(values.slice(0, index))
    return further(field, value, direction).map((next) => ({
      $and: [matching, { ...same, ...next }],
    }))
  })
  return { $or: alternatives }
}

/** Null comes before every value, and comparisons leave it out. */
function further(field: string, value: unknown, direction: Direction): Condition[] {
  if (direction === 1) return [{ [field]: value === null ? { $ne: null } : { $gt: value } }]
  if (value === null) return []
  const smaller = { [field]: { $lt: value } }
  return field === 'dueAt' ? [smaller, { [field]: null }] : [smaller]
}
