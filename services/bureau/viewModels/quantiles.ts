/** Quantiles of values that are known by how often each occurs. */

export interface Counted {
  value: number
  count: number
}

/**
 * The smallest value that is not exceeded by this share of all, so that it is one of them: with 0.5
 * the median, with 0.9 the value that nine of ten stay within. Null if there is none.
 */
export function quantile(values: readonly Counted[], share: number): number | null {
  const total = values.reduce((sum, { count }) => sum + count, 0)
  let upTo = 0
  for (const { value, count } of [...values].sort((one, other) => one.value - other.value)) {
    upTo += count
    if (upTo >= share * total && count > 0) return value
  }
  return null
}
