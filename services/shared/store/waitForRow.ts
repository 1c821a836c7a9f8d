/** Waits until a run's write can be read, so that a page after a redirect already shows it. */
import { setTimeout as pause } from 'node:timers/promises'

const LOOK_EVERY_MS = 40

/**
 * Looks until something is there.
 * @param look one read of the record
 * @param withinMs milliseconds after which to stop waiting; the write comes later then, it is not lost
 * @returns what was found, or null when time was up
 */
export async function waitForRow<Row>(
  look: () => Promise<Row | null>,
  withinMs: number,
): Promise<Row | null> {
  const end = Date.now() + withinMs
  for (;;) {
    const row = await look()
    if (row !== null || Date.now() >= end) return row
    await pause(LOOK_EVERY_MS)
  }
}
