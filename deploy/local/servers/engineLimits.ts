/**
 * Limits of Temporal, the same as in deploy/compose/temporal.yaml. They keep a run alive whatever is
 * sent to it: Temporal ends a run whose history exceeds 50 MB, and the signals that one run accepts
 * stay below that. Before that, the server suggests that the run continues as new.
 */
export const ENGINE_LIMITS = {
  /** Bytes of one payload; more is refused. Ours are much smaller. */
  'limit.blobSize.error': 65_536,
  'limit.blobSize.warn': 49_152,
  /** Signals that one run accepts; a run that continues as new counts from 0. */
  'history.maximumSignalsPerExecution': 600,
  /** Events after which the server suggests that a run continues as new; a signal is one event. */
  'limit.historyCount.suggestContinueAsNew': 512,
} as const
