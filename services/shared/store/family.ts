import { Schema } from 'mongoose'
import { LEAVING_REASONS, RELATIONS } from '../../../workflows/domain/eligibility'
import type { LeavingReason, Relation } from '../../../workflows/domain/eligibility'

export interface KnownMember {
  personId: string
  relation: Relation
}

/** A relative who is no longer on the list, kept because of a card or a request. */
export interface FormerMember extends KnownMember {
  reason: LeavingReason
  /** When the register was asked that first did not list them. */
  leftAt: Date
}

/** The family of a staff member as last known (S14). */
export interface Family {
  /** Account id of the staff member. */
  _id: string
  members: KnownMember[]
  former?: FormerMember[]
  /** When the register was last asked successfully; missing in lists from before it was. */
  fetchedAt?: Date
  /** Hash of the register's answer; shows whether a later one differs. */
  answerHash?: string
}

const member = {
  personId: { type: String, required: true },
  relation: { type: String, enum: RELATIONS, required: true },
}

export const familySchema = new Schema<Family>(
  {
    _id: { type: String, required: true },
    members: { type: [new Schema(member, { _id: false })], required: true },
    former: {
      type: [
        new Schema(
          {
            ...member,
            reason: { type: String, enum: LEAVING_REASONS, required: true },
            leftAt: { type: Date, required: true },
          },
          { _id: false },
        ),
      ],
      default: undefined,
    },
    fetchedAt: Date,
    answerHash: String,
  },
  { versionKey: false },
)
familySchema.index({ 'members.personId': 1 })
familySchema.index({ 'former.personId': 1 })
