import { Schema } from 'mongoose'

/**
 * What a clerk has searched for, so that the list of results has an address without anything about
 * a person in it (D12). Kept for an hour.
 */
export interface Search {
  /** Random id. */
  _id: string
  /** Account id of the clerk; the list opens for nobody else. */
  by: string
  /** What was searched for: words of a name, digits, or the key of an identity number. */
  terms:
    | { kind: 'name'; words: string[] }
    | { kind: 'digits'; number: string | null; registryNo: string }
    | { kind: 'personKey'; personKey: string }
  expires: Date
}

export const searchSchema = new Schema<Search>(
  {
    _id: { type: String, required: true },
    by: { type: String, required: true },
    terms: { type: Schema.Types.Mixed, required: true },
    expires: { type: Date, required: true },
  },
  { versionKey: false },
)
searchSchema.index({ expires: 1 }, { expireAfterSeconds: 0 })
