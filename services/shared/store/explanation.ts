import { Schema } from 'mongoose'

/**
 * Free text about a request; it is stored only here and never reaches a run (D12). It is what a
 * clerk wrote about a rejection (S45), whose id the signal carries, or which reason `other` of a
 * cancellation is (S58), under the id of the request itself.
 */
export interface Explanation {
  _id: string
  requestId: string
  text: string
  by: string
  at: Date
}

/**
 * The filter of an explanation, by which it is always read: a decision that names the text of another
 * request finds none.
 */
export function ofItsRequest({
  _id,
  requestId,
}: Pick<Explanation, '_id' | 'requestId'>): Pick<Explanation, '_id' | 'requestId'> {
  return { _id, requestId }
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
