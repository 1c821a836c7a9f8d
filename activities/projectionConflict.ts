import { ApplicationFailure } from '@temporalio/common'
import { FAILURES } from '../workflows/contract'

/** The failure of a write that the record, as it is now, does not allow; a retry would not help. */
export function projectionConflict(message: string): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, FAILURES.projectionConflict)
}
