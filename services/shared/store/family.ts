import { Schema } from 'mongoose'
import { RELATIONS } from '../../../workflows/domain/eligibility'
import type { Relation } from '../../../workflows/domain/eligibility'

/** The family of a staff member as last known (S14). */
export interface Family {
  /** Account id of the staff member. */
  _id: string
  members: { personId: string; relation: Relation }[]
}

export const familySchema = new Schema<Family>(
  {
    _id: { type: String, required: true },
    members: {
      type: [
        new Schema(
          {
            personId: { type: String, required: true },
            relation: { type: String, enum: RELATIONS, required: true },
          },
          { _id: false },
        ),
      ],
      required: true,
    },
  },
  { versionKey: false },
)
familySchema.index({ 'members.personId': 1 })
