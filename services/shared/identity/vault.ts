/**
 * Identity numbers at rest: ciphertext for the one page that may show them, and a keyed hash to
 * find a person by number. Nothing else in the system stores a number (D12).
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import {
  MalformedIdentityKeys,
  MalformedIdentityNumber,
  UnknownIdentityKey,
  UnreadableIdentity,
} from './errors'

/** A stored identity number. All fields but the key id are base64. */
export interface SealedIdentity {
  /** The key that encrypted it, so that keys can rotate while old records stay readable. */
  keyId: string
  iv: string
  ciphertext: string
  tag: string
}

export interface IdentityKey {
  id: string
  /** 32 bytes. */
  key: Buffer
}

export interface IdentityVault {
  /**
   * Encrypts an identity number for one person's record.
   * @throws MalformedIdentityNumber when it does not have eleven digits
   */
  seal(identityNumber: string, personId: string): SealedIdentity
  /**
   * Decrypts an identity number.
   * @throws UnknownIdentityKey when its key is no longer configured
   * @throws UnreadableIdentity when it was altered or belongs to another person's record
   */
  open(sealed: SealedIdentity, personId: string): string
  /**
   * The person's key: HMAC-SHA256 of the number, 32 hex characters. Equal numbers give equal keys.
   * @throws MalformedIdentityNumber when it does not have eleven digits
   */
  keyOf(identityNumber: string): string
}

const CIPHER = 'aes-256-gcm'
const KEY_BYTES = 32
const IV_BYTES = 12
const PERSON_KEY_LENGTH = 32

/**
 * Creates the vault of a process.
 * @param keys the first encrypts; the others only decrypt
 * @param hmacKey never rotated, since a new one would change every person's key
 */
export function createIdentityVault({
  keys,
  hmacKey,
}: {
  keys: readonly IdentityKey[]
  hmacKey: Buffer
}): IdentityVault {
  const [current] = keys
  if (current === undefined) throw new MalformedIdentityKeys('there is none')
  return {
    seal(identityNumber, personId) {
      refuseMalformed(identityNumber)
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, current.key, iv).setAAD(Buffer.from(personId))
      const ciphertext = Buffer.concat([cipher.update(identityNumber, 'ascii'), cipher.final()])
      return {
        keyId: current.id,
        iv: base64(iv),
        ciphertext: base64(ciphertext),
        tag: base64(cipher.getAuthTag()),
      }
    },

    open(sealed, personId) {
      const sealedWith = keys.find(({ id }) => id === sealed.keyId)
      if (sealedWith === undefined) throw new UnknownIdentityKey(sealed.keyId)
      try {
        const decipher = createDecipheriv(
          CIPHER,
          sealedWith.key,
          Buffer.from(sealed.iv, 'base64'),
          {
            authTagLength: 16,
          },
        )
          .setAAD(Buffer.from(personId))
          .setAuthTag(Buffer.from(sealed.tag, 'base64'))
        return decipher.update(sealed.ciphertext, 'base64', 'ascii') + decipher.final('ascii')
      } catch {
        throw new UnreadableIdentity(personId)
      }
    },

    keyOf: (identityNumber) => personKeyOf(identityNumber, hmacKey),
  }
}

/**
 * The key of a person, for a process that only looks people up.
 * @throws MalformedIdentityNumber when it does not have eleven digits
 */
export function personKeyOf(identityNumber: string, hmacKey: Buffer): string {
  refuseMalformed(identityNumber)
  return createHmac('sha256', hmacKey)
    .update(identityNumber)
    .digest('hex')
    .slice(0, PERSON_KEY_LENGTH)
}

/**
 * Reads the setting IDENTITY_KEYS: `id:base64[,id:base64…]`, each of 32 bytes, the current one
 * first.
 * @throws MalformedIdentityKeys saying what is wrong, without the key
 */
export function parseIdentityKeys(setting: string): IdentityKey[] {
  const keys = setting.split(',').map((entry) => {
    const [, id, secret] = /^([A-Za-z0-9_-]{1,32}):(.+)$/.exec(entry.trim()) ?? []
    if (id === undefined || secret === undefined)
      throw new MalformedIdentityKeys('an entry is not of the form id:base64')
    return { id, key: parseSecret(secret) }
  })
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new MalformedIdentityKeys('an id is used twice')
  return keys
}

/**
 * Reads the setting IDENTITY_HMAC_KEY: 32 bytes in base64.
 * @throws MalformedIdentityKeys
 */
export function parseIdentityHmacKey(setting: string): Buffer {
  return parseSecret(setting.trim())
}

function parseSecret(text: string): Buffer {
  const secret = Buffer.from(text, 'base64')
  if (secret.length !== KEY_BYTES || base64(secret) !== text) {
    throw new MalformedIdentityKeys(`a key is not ${KEY_BYTES} bytes in base64`)
  }
  return secret
}

/** A stray space would give the same person a second key, and so a second lock (D5). */
function refuseMalformed(identityNumber: string): void {
  if (!/^\d{11}$/.test(identityNumber)) throw new MalformedIdentityNumber()
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64')
}
