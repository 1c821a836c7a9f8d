/** What stands in a file of recorded history. */
import type { CardStep, NewRequest, RequestStep } from '../../workflows/contract'

export interface Recording {
  workflowId: string
  /** What the run gave to the activities that write the record, in order. */
  writes: (NewRequest | RequestStep | CardStep)[]
  /** The engine's own JSON of a history. */
  history: { events: HistoryEvent[] }
}

/** An event, with its attributes under a name made of its type. */
export interface HistoryEvent {
  eventType: string
  [attributes: string]: unknown
}
