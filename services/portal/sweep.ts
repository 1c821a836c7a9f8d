/** Deletes uploads that nobody confirmed, in the process of the portal. */
import type { Log } from '../shared/log/log'
import type { Deps } from './deps'
import { sweepProposals } from './operations/proposals'

const HOUR_MS = 3_600_000

/**
 * Sweeps at once and then every hour.
 * @param now the clock
 * @returns ends it
 */
export function startSweep(
  deps: Pick<Deps, 'store' | 'documents'>,
  log: Log,
  { now = () => new Date(), everyMs = HOUR_MS } = {},
): () => void {
  const sweep = () =>
    sweepProposals(deps, now()).catch((error: unknown) =>
      log.warn({ err: error }, 'unconfirmed uploads not deleted'),
    )
  void sweep()
  const timer = setInterval(() => void sweep(), everyMs)
  return () => clearInterval(timer)
}
