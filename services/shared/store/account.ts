import { Schema } from 'mongoose'
import type { Day } from '../../../workflows/domain/istanbul'
import { ROLES } from '../../../workflows/domain/roles'
import type { Role } from '../../../workflows/domain/roles'
import type { SealedIdentity } from '../identity/vault'
import { sealedIdentitySchema } from './sealedIdentity'

/** The web apps; a person may mark an opening page in each. */
const APP_NAMES = ['portal', 'bureau'] as const
export type AppName = (typeof APP_NAMES)[number]

/** A person who can log in: staff, clerks, the bureau's head, project managers (S5, S74). */
export interface Account {
  _id: string
  username: string
  passwordHash: string
  name: string
  /** The words of the name, by which the bureau searches; see completeNameWords. */
  nameWords: string[]
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
  /** When and by whom it was opened; missing in accounts from before this was recorded. */
  openedAt?: Date
  /** Account id of the project manager. */
  openedBy?: string
  /** Set while it is disabled. */
  disabledAt?: Date
  /** When it was last disabled: sessions from before have ended, also once it is enabled again. */
  sessionsEndedAt?: Date
  /** Last day of use; no end if missing. */
  expiresOn?: Day
  /** Set while the password is a one-time password, which must be changed at the first login. */
  oneTimePasswordUntil?: Date
  firstSignedInAt?: Date
  lastSignedInAt?: Date
  /** When the project manager last confirmed that it is still needed. */
  confirmedAt?: Date
  /** Id of the page that opens after login, for each app in which one is marked (S8). */
  openingPages?: Partial<Record<AppName, string>>
  /** Set while the account holder has turned single-key shortcuts off (WCAG 2.1.4). */
  singleKeysOff?: boolean
  /** Where notices are mailed to; missing if the account holder wants none. */
  email?: string
}

const openingPagesSchema = new Schema<NonNullable<Account['openingPages']>>(
  Object.fromEntries(APP_NAMES.map((app) => [app, String])),
  { _id: false },
)

export const accountSchema = new Schema<Account>(
  {
    _id: { type: String, required: true },
    username: { type: String, required: true },
    passwordHash: { type: String, required: true },
    name: { type: String, required: true },
    nameWords: { type: [String], required: true },
    registryNo: { type: String, required: true },
    unitCode: { type: String, required: true },
    unitName: { type: String, required: true },
    roles: { type: [String], enum: ROLES, required: true },
    personKey: { type: String, required: true },
    identity: sealedIdentitySchema,
    openedAt: Date,
    openedBy: String,
    disabledAt: Date,
    sessionsEndedAt: Date,
    expiresOn: String,
    oneTimePasswordUntil: Date,
    firstSignedInAt: Date,
    lastSignedInAt: Date,
    confirmedAt: Date,
    openingPages: openingPagesSchema,
    singleKeysOff: Boolean,
    email: String,
  },
  { versionKey: false },
)
accountSchema.index({ username: 1 }, { unique: true })
accountSchema.index({ personKey: 1 }, { unique: true })
/** Certificates name their holder by it (S4). */
accountSchema.index({ registryNo: 1 })
accountSchema.index({ nameWords: 1 })
/** Covers the query for unit names. */
accountSchema.index({ unitCode: 1, unitName: 1 })
