/** What a person waits for: in half of all cases at most, and in 95 of 100. */
export interface Wait {
  p50: number
  p95: number
}

/** The percentiles of some durations, in the unit of the durations. */
export function waitOf(durations: readonly number[]): Wait {
  const sorted = [...durations].sort((one, other) => one - other)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  return { p50: at(0.5), p95: at(0.95) }
}
