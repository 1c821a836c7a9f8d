import { Schema } from 'mongoose'
import type { ProductionSubState } from '../../../workflows/domain/requestState'

/**
 * A card. It is made for one approved request and valid until a cancellation is approved (S69,
 * S72).
 */
export interface Card {
  _id: string
  personId: string
  /** The card request it was made for. */
  requestId: string
  subState: ProductionSubState
  seq: number
  approvedAt: Date
  cancelledAt: Date | null
  /** The cancellation request that ended it. */
  cancelledBy: string | null
  audit: { key: string; subState: ProductionSubState; by: string | null; at: Date }[]
}

export const cardSchema = new Schema<Card>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    requestId: { type: String, required: true },
    subState: { type: String, required: true },
    seq: { type: Number, required: true },
    approvedAt: { type: Date, required: true },
    cancelledAt: { type: Date, default: null },
    cancelledBy: { type: String, default: null },
    audit: {
      type: [new Schema({ key: String, subState: String, by: String, at: Date }, { _id: false })],
      required: true,
    },
  },
  { versionKey: false },
)
cardSchema.index({ requestId: 1 }, { unique: true })
/** A person holds at most one valid card. */
cardSchema.index({ personId: 1 }, { unique: true, partialFilterExpression: { cancelledAt: null } })
