/**
 * Keeps times that have not come yet out of the record. A run has its time from the engine and orders
 * a write after it, however late the write is; anybody with access to Temporal can name another time.
 */
import { activityInfo } from '@temporalio/activity'
import { ApplicationFailure } from '@temporalio/common'
import type { Log } from '../services/shared/log/log'
import type { RecordActivities } from '../workflows/contract'
import { isFromFuture } from '../workflows/domain/proof'

/** Failure type of a write whose time has not come yet. */
export const NOT_YET = 'NotYet'

export interface ClockMeans {
  log: Pick<Log, 'error'>
  /** The clock of this process, if it is not the machine's. */
  now?: () => Date
}

/**
 * Refuses a time that is ahead of this process. Retried, unlike other refusals: the run is honest if it
 * is this machine's clock that is slow, and the write is done once that is put right.
 * @throws ApplicationFailure NotYet
 */
export function refuseFuture(at: string, { log, now = () => new Date() }: ClockMeans): void {
  const here = now().toISOString()
  if (!isFromFuture(at, here)) return
  const { workflowId } = activityInfo().workflowExecution ?? {}
  log.error({ workflowId, at, now: here }, 'a time that has not come yet was kept out')
  throw ApplicationFailure.retryable(`It is ${here} here, and not yet ${at}`, NOT_YET)
}

/** The activities of the record, which refuse steps whose time has not come yet. */
export function createTimedRecord(record: RecordActivities, means: ClockMeans): RecordActivities {
  const timed =
    <Step extends { at: string }, Result>(write: (step: Step) => Promise<Result>) =>
    async (step: Step): Promise<Result> => {
      refuseFuture(step.at, means)
      return write(step)
    }
  return {
    ...record,
    fileRequest: timed(record.fileRequest),
    recordStep: timed(record.recordStep),
    recordCardStep: timed(record.recordCardStep),
    async recordRefresh(step) {
      refuseFuture(step.startedAt, means)
      await timed(record.recordRefresh)(step)
    },
  }
}
