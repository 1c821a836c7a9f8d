import type { ReconciliationReport } from '../../workflows/contract'
import { commandsFor, countByKind } from '../../workflows/domain/differences'
import type { Log } from '../../services/shared/log/log'
import type { Store } from '../../services/shared/store/connection'
import { LATEST } from '../../services/shared/store/reconciliation'

/** Keeps the report, and logs every difference with its commands as an error. */
export async function reportDifferences(
  { store, log }: { store: Store; log: Pick<Log, 'info' | 'error'> },
  { startedAt, at, differences, beyond, compared }: ReconciliationReport,
): Promise<void> {
  const report = {
    startedAt: new Date(startedAt),
    at: new Date(at),
    differences: [...differences],
    counts: countByKind(differences),
    beyond,
    compared,
  }
  await store.reconciliations.updateOne({ _id: LATEST }, { $set: report }, { upsert: true })
  if (differences.length + beyond === 0)
    return log.info({ compared }, 'record, runs and store agree')
  for (const difference of differences)
    log.error({ ...difference, commands: commandsFor(difference) }, 'difference')
  log.error(
    { differences: differences.length, kinds: report.counts, beyond, compared },
    'record, runs and store differ',
  )
}
