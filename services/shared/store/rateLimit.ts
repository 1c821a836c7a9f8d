import { Schema } from 'mongoose'

/** A count that rate-limiter-flexible keeps; its shape is the library's. */
export interface RateLimit {
  /** Name of the limit and hash of whom it counts. */
  key: string
  points: number
  expire: Date | null
}

export const rateLimitSchema = new Schema<RateLimit>(
  {
    key: { type: String, required: true },
    points: { type: Number, required: true },
    expire: { type: Date, default: null },
  },
  { versionKey: false },
)
/** Without it two processes could each begin a count of their own. */
rateLimitSchema.index({ key: 1 }, { unique: true })
rateLimitSchema.index({ expire: -1 }, { expireAfterSeconds: 0 })
