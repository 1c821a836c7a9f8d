import { Schema } from 'mongoose'
import { LEAVE_KINDS } from '../../../workflows/domain/holidays'
import type { LeaveKind } from '../../../workflows/domain/holidays'
import type { Day } from '../../../workflows/domain/istanbul'

/** A day of administrative leave (idari izin), with all that was ever said about it. */
export interface LeaveDay {
  _id: Day
  /** Null when it was taken back. */
  kind: LeaveKind | null
  /** Oldest first. */
  changes: LeaveChange[]
}

export interface LeaveChange {
  kind: LeaveKind | null
  /** The announcement, such as `Cumhurbaşkanlığı Genelgesi 2026/5`. */
  ground: string
  /** Account id of the head. */
  by: string
  at: Date
}

const changeSchema = new Schema<LeaveChange>(
  {
    kind: { type: String, enum: [...LEAVE_KINDS, null], default: null },
    ground: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
)

export const leaveDaySchema = new Schema<LeaveDay>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: [...LEAVE_KINDS, null], default: null },
    changes: { type: [changeSchema], required: true },
  },
  { versionKey: false },
)
