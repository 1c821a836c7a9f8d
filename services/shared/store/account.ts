import { Schema } from 'mongoose'
import { ROLES } from '../../../workflows/domain/roles'
import type { Role } from '../../../workflows/domain/roles'

/** Somebody who can log in: staff, clerks, the bureau's head, project managers (S5, S74). */
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
  /** The person behind the account, by the key of their identity number: who works at the ministry can get no card (S18). */
  personKey: string
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
  },
  { versionKey: false },
)
accountSchema.index({ username: 1 }, { unique: true })
accountSchema.index({ personKey: 1 }, { unique: true })
/** Tells the names of units without reading accounts. */
accountSchema.index({ unitCode: 1, unitName: 1 })
