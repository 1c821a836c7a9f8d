import { Schema } from 'mongoose'

/** A number that only grows, such as the request number of a year. */
export interface Counter {
  _id: string
  value: number
}

export const counterSchema = new Schema<Counter>(
  { _id: { type: String, required: true }, value: { type: Number, required: true } },
  { versionKey: false },
)
