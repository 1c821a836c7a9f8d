import { Schema } from 'mongoose'
import type { BirthDate } from '../../../workflows/domain/birthDate'
import type { SealedIdentity } from '../identity/vault'
import { sealedIdentitySchema } from './sealedIdentity'

/** A relative of staff. One record per person, even when two parents list them. */
export interface Person {
  /** Random id; the only reference to a person outside this database. */
  _id: string
  name: string
  surname: string
  /** The words of the name, by which the bureau searches; see completeNameWords. */
  nameWords: string[]
  birthDate: BirthDate
  /** The encrypted identity number; it is stored nowhere else. */
  identity: SealedIdentity
  /** HMAC of the identity number, for look-up and workflow ids. */
  personKey: string
}

export const personSchema = new Schema<Person>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    surname: { type: String, required: true },
    nameWords: { type: [String], required: true },
    birthDate: {
      type: new Schema({ year: Number, month: Number, day: Number }, { _id: false }),
      required: true,
    },
    identity: { type: sealedIdentitySchema, required: true },
    personKey: { type: String, required: true },
  },
  { versionKey: false },
)
personSchema.index({ personKey: 1 }, { unique: true })
personSchema.index({ nameWords: 1 })
