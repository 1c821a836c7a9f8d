import { Schema } from 'mongoose'
import { ROLES } from '../../../workflows/domain/roles'
import type { Role } from '../../../workflows/domain/roles'
import type { SealedIdentity } from '../identity/vault'
import { sealedIdentitySchema } from './sealedIdentity'

/** A person who can log in: staff, clerks, the bureau's head, project managers (S5, S74). */
export interface Account {
  _id: string
  username: string
  passwordHash: string
  name: string
  /** Sicil. */
  registryNo: string
  unitCode: string
  unitName: string
  roles: Role[]
  /** Key of the account holder's own identity number; ministry staff cannot get a card (S18). */
  personKey: string
  /**
   * The encrypted own identity number, with which the register is asked (S17). Missing in accounts
   * that were opened before it was kept.
   */
  identity?: SealedIdentity
}

export const accountSchema = new Schema<Account>(
  {
    _id: { type: String, required: true },
    username: { type: String, required: true },
    passwordHash: { type: String, required: true },
    name: { type: String, required: true },
    registryNo: { type: String, required: true },
    unitCode: { type: String, required: true },
    unitName: { type: String, required: true },
    roles: { type: [String], enum: ROLES, required: true },
    personKey: { type: String, required: true },
    identity: sealedIdentitySchema,
  },
  { versionKey: false },
)
accountSchema.index({ username: 1 }, { unique: true })
accountSchema.index({ personKey: 1 }, { unique: true })
/** Covers the query for unit names. */
accountSchema.index({ unitCode: 1, unitName: 1 })
