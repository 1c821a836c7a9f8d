/** Part of a workflow bundle of the tests: suggests that a run continues as new after some dozens of events. */
import { longHistoriesFrom } from './longHistories'

/** A history with so many events is long. */
export const LONG_HISTORY = 100

export const interceptors = longHistoriesFrom(LONG_HISTORY)
