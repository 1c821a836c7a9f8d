/** Servers that have just started refuse for a while what they will do in a moment. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../../services/shared/log/log'

const PATIENCE_MS = 120_000
const PAUSE_MS = 1_000

/**
 * Does a piece of work, again and again while it fails; it must be able to go on from where it stopped.
 * @param what stands in the log
 * @throws what still fails after two minutes
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
