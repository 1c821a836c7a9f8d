import { Schema } from 'mongoose'
import type { ProductionEventKind } from '../../../workflows/domain/messages'
import type { ProductionSubState } from '../../../workflows/domain/requestState'

/** What happened to a card, one line per step. */
export interface CardAuditLine {
  key: string
  subState: ProductionSubState
  by: string | null
  at: Date
  /** Of an event that a clerk recorded; lines written before it was kept have none. */
  eventId?: string | null
  /** The event that was taken back; `eventId` is the reversal's. */
  reverts?: ProductionEventKind
  /** Id of the key that proved the event; missing if no event did it. */
  provenBy?: string
  /** Its link (auditChain/links.ts); lines of earlier versions have none. */
  hash?: string
}

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
  audit: CardAuditLine[]
  /** Mark of the end of `audit`. */
  auditEnd?: string
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
      type: [
        new Schema(
          {
            key: String,
            subState: String,
            by: String,
            at: Date,
            eventId: String,
            reverts: String,
            provenBy: String,
            hash: String,
          },
          { _id: false },
        ),
      ],
      required: true,
    },
    auditEnd: String,
  },
  { versionKey: false },
)
cardSchema.index({ requestId: 1 }, { unique: true })
/** A person holds at most one valid card. */
cardSchema.index({ personId: 1 }, { unique: true, partialFilterExpression: { cancelledAt: null } })
/** The cards in production, for the comparison with their runs. */
cardSchema.index({ subState: 1, _id: 1 }, { partialFilterExpression: { cancelledAt: null } })
