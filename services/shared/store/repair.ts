import { Schema } from 'mongoose'
import type { ProductionEvent, Taken, UnrecordedRequest } from '../../../workflows/contract'

/** An operator's order to begin a lost run again; the run that it allows reads it. */
export interface Repair {
  /** `requestId:seq` or `cardId:seq` of the last step that the record has. */
  _id: string
  at: Date
  /** What the lost run of a request had taken and not recorded. */
  unrecorded?: UnrecordedRequest
  /** The same of a card's production. */
  events?: Taken<ProductionEvent>[]
}

/** The id of the repair after a step. */
export function repairId(subject: string, seq: number): string {
  return `${subject}:${seq}`
}

/** Filter of all repairs of a request or card. */
export function repairsOf(subject: string) {
  return { _id: { $gte: `${subject}:`, $lt: `${subject};` } }
}

export const repairSchema = new Schema<Repair>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    unrecorded: Schema.Types.Mixed,
    events: { type: [Schema.Types.Mixed], default: undefined },
  },
  { versionKey: false },
)
