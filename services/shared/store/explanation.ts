import { Schema } from 'mongoose'

/** What a clerk wrote to the staff member (S45). Free text stays here; the signal carries only its id. */
export interface Explanation {
  _id: string
  requestId: string
  text: string
  by: string
  at: Date
}

export const explanationSchema = new Schema<Explanation>(
  {
    _id: { type: String, required: true },
    requestId: { type: String, required: true },
    text: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false },
)
