/** Waits until a run's write can be read, so that the page after a redirect shows it. */
import { setTimeout as pause } from 'node:timers/promises'

/** Far less than a write takes to become visible, so that nobody waits for the next look. */
const LOOK_EVERY_MS = 5

/**
 * Reads repeatedly until there is a result.
 * @param look one read of the record
 * @param withinMs how long to wait, in milliseconds; a later write is not lost
 * @returns what was found, or null after the time limit
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
