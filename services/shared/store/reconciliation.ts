import { Schema } from 'mongoose'
import type { Found } from '../../../workflows/contract'
import { DIFFERENCE_KINDS } from '../../../workflows/domain/differences'
import type { Difference, DifferenceKind } from '../../../workflows/domain/differences'

/** Id of the only report that is kept. */
export const LATEST = 'latest'

/** The latest comparison of record, runs and store, for metrics and operators. */
export interface Reconciliation {
  _id: string
  startedAt: Date
  at: Date
  differences: Difference[]
  counts: Record<DifferenceKind, number>
  /** How many more were found than were looked at again. */
  beyond: number
  compared: Found['compared']
}

const differenceSchema = new Schema<Difference>(
  {
    kind: { type: String, enum: DIFFERENCE_KINDS, required: true },
    requestNumber: { type: String, default: null },
    subject: { type: String, required: true },
    record: { type: String, default: null },
    run: { type: String, default: null },
    store: { type: String, default: null },
  },
  { _id: false },
)

export const reconciliationSchema = new Schema<Reconciliation>(
  {
    _id: { type: String, required: true },
    startedAt: { type: Date, required: true },
    at: { type: Date, required: true },
    differences: { type: [differenceSchema], required: true },
    counts: Schema.Types.Mixed,
    beyond: { type: Number, required: true },
    compared: new Schema({ rows: Number, runs: Number, files: Number }, { _id: false }),
  },
  { versionKey: false },
)
