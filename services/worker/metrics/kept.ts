/** Longer than the metrics of one answer take to be read, shorter than the pause between two. */
const KEPT_MS = 5_000

/**
 * Reads once for all metrics of an answer, and seldom enough that nobody can load a server by asking.
 * @returns null when the reading failed
 */
export function kept<Reading>(read: () => Promise<Reading>): () => Promise<Reading | null> {
  let latest: Promise<Reading | null> = Promise.resolve(null)
  let readAt = -Infinity
  return () => {
    if (Date.now() - readAt > KEPT_MS) {
      readAt = Date.now()
      latest = read().catch(() => null)
    }
    return latest
  }
}
