/** The content of a file with a recorded history. */
import type { CardStep, NewRequest, RefreshStep, RequestStep } from '../../workflows/contract'

export interface Recording {
  workflowId: string
  /** What the run passed to the activities that write the record, in order. */
  writes: (NewRequest | RequestStep | CardStep | RefreshStep)[]
  /** Temporal's JSON format of a history. */
  history: { events: HistoryEvent[] }
}

/** Tells the runs of one chain apart, which have the same workflow id. */
export function runIdOf({ history }: Recording): string {
  const attributes = history.events[0]!['workflowExecutionStartedEventAttributes']
  return (attributes as { originalExecutionRunId: string }).originalExecutionRunId
}

/** An event; its attributes have a name derived from its type. */
export interface HistoryEvent {
  eventType: string
  [attributes: string]: unknown
}
