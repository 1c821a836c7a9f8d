/** Retries work against servers that are still starting. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../../services/shared/log/log'

const PATIENCE_MS = 120_000
const PAUSE_MS = 1_000

/**
 * Repeats the work until it succeeds. The work must be safe to repeat.
 * @param what name in the log
 * @throws the last error after two minutes
 */
export async function patiently(log: Log, what: string, work: () => Promise<void>): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await pause(PAUSE_MS)) {
    try {
      await work()
      log.info({ what }, 'in place')
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      log.warn(
        { what, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) },
        'not yet',
      )
    }
  }
}
