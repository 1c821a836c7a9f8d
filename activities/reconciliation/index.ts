/** The activities of the comparison that read the record and the engine, of the queue `requests`. */
import { getClient } from '@temporalio/activity'
import { beating, HEARTBEAT_MS } from '../heartbeat'
import type { ReconciliationActivities } from '../../workflows/contract'
import type { Log } from '../../services/shared/log/log'
import type { Store } from '../../services/shared/store/connection'
import { createOpenRuns } from '../../services/shared/temporal/openRuns'
import { compareFiles, confirmFiles } from './compareFiles'
import { compareRuns, confirmRuns } from './compareRuns'
import { reportDifferences } from './reportDifferences'

/** Few enough for a query of the engine, many enough for 10,000 open requests. */
const AT_ONCE = 100

/** @param atOnce rows or runs that are held in memory at once */
export function createReconciliationActivities(
  means: { store: Store; log: Log },
  atOnce = AT_ONCE,
): ReconciliationActivities {
  const { store } = means
  const runs = () => createOpenRuns(getClient(), atOnce)
  const alive = <Result>(work: () => Promise<Result>) => beating(HEARTBEAT_MS, work)
  return {
    compareRuns: () => alive(() => compareRuns({ store, runs: runs(), atOnce })),
    compareFiles: (list) => alive(() => compareFiles(store, list)),
    confirmRuns: (suspects) => alive(() => confirmRuns({ store, runs: runs() }, suspects)),
    confirmFiles: (question) => alive(() => confirmFiles(store, question)),
    reportDifferences: (report) => reportDifferences(means, report),
  }
}
