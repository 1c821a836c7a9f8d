import { Schema } from 'mongoose'

/**
 * How many lines a chain of the collection `auditEntries` has at least, sealed (links.ts). A chain
 * whose last lines are gone is shorter than its mark.
 */
export interface ChainEnd {
  /** The chain. */
  _id: string
  count: number
  seal: string
}

export const chainEndSchema = new Schema<ChainEnd>(
  {
    _id: { type: String, required: true },
    count: { type: Number, required: true },
    seal: { type: String, required: true },
  },
  { versionKey: false },
)
