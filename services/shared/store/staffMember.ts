import { Schema } from 'mongoose'
import type { SealedIdentity } from '../identity/vault'
import { sealedIdentitySchema } from './sealedIdentity'

/** A line of the staff register: who works where. Accounts are opened from it (S6). */
export interface StaffMember {
  /** The id of the account as well, so that the encrypted identity number opens for both. */
  _id: string
  name: string
  /** Sicil. */
  registryNo: string
  unitCode: string
  /** Key of the own identity number. */
  personKey: string
  identity: SealedIdentity
}

export const staffMemberSchema = new Schema<StaffMember>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    registryNo: { type: String, required: true },
    unitCode: { type: String, required: true },
    personKey: { type: String, required: true },
    identity: { type: sealedIdentitySchema, required: true },
  },
  { versionKey: false },
)
staffMemberSchema.index({ registryNo: 1 }, { unique: true })
staffMemberSchema.index({ personKey: 1 }, { unique: true })
staffMemberSchema.index({ unitCode: 1 })
