import { Schema } from 'mongoose'

/** A unit (birim) and whom its staff turn to for an account (S6). */
export interface Unit {
  /** The unit's code. */
  _id: string
  name: string
  /** Of the project manager's desk, as it is written: `0312 422 40 00`. */
  phone: string
  /** Registry numbers of the project managers. */
  managers: string[]
}

export const unitSchema = new Schema<Unit>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    phone: { type: String, required: true },
    managers: { type: [String], required: true },
  },
  { versionKey: false },
)
