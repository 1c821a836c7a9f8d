import { Schema } from 'mongoose'

export const RELATIONS = ['spouse', 'child'] as const
export type Relation = (typeof RELATIONS)[number]

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
          { personId: { type: String, required: true }, relation: { type: String, enum: RELATIONS, required: true } },
          { _id: false },
        ),
      ],
      required: true,
    },
  },
  { versionKey: false },
)
familySchema.index({ 'members.personId': 1 })
