import { Schema } from 'mongoose'
import type { SealedIdentity } from '../identity/vault'

/** An encrypted identity number inside another record. */
export const sealedIdentitySchema = new Schema<SealedIdentity>(
  { keyId: String, iv: String, ciphertext: String, tag: String },
  { _id: false },
)
