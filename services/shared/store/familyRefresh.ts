import { Schema } from 'mongoose'
import { REFRESH_STATES } from '../../../workflows/domain/familyRefresh'
import type { RefreshState } from '../../../workflows/domain/familyRefresh'

/** The latest refresh of a family list, as its run last reported it. */
export interface FamilyRefresh {
  /** Account id of the staff member. */
  _id: string
  runId: string
  startedAt: Date
  /** Step of the run. */
  seq: number
  at: Date
  state: RefreshState
  /** The code of the register's fault. */
  fault: string | null
  nextAttemptAt: Date | null
}

export const familyRefreshSchema = new Schema<FamilyRefresh>(
  {
    _id: { type: String, required: true },
    runId: { type: String, required: true },
    startedAt: { type: Date, required: true },
    seq: { type: Number, required: true },
    at: { type: Date, required: true },
    state: { type: String, enum: REFRESH_STATES, required: true },
    fault: { type: String, default: null },
    nextAttemptAt: { type: Date, default: null },
  },
  { versionKey: false },
)
