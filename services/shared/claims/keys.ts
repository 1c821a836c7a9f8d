/**
 * The keys of claims (Ed25519). The private one belongs to the bureau's web app alone; workers have
 * the public ones by id, several at once while a key is replaced.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

export interface ClaimKey {
  id: string
  key: KeyObject
}
/** Public keys by id. */
export type ClaimPublicKeys = ReadonlyMap<string, KeyObject>

class MalformedClaimKeys extends Error {
  override readonly name = 'MalformedClaimKeys'
}

/**
 * Reads `id:key`, the key as PKCS #8 (DER) in base64.
 * @throws MalformedClaimKeys
 */
export function parseClaimKey(setting: string): ClaimKey {
  const [id, der] = partsOf(setting)
  return { id, key: ed25519(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })) }
}

/**
 * Reads `id:key[,id:key…]`, each key as SubjectPublicKeyInfo (DER) in base64.
 * @throws MalformedClaimKeys
 */
export function parseClaimPublicKeys(setting: string): ClaimPublicKeys {
  const keys = new Map<string, KeyObject>()
  for (const entry of setting.split(',')) {
    const [id, der] = partsOf(entry.trim())
    if (keys.has(id)) throw new MalformedClaimKeys()
    keys.set(
      id,
      ed25519(() => createPublicKey({ key: der, format: 'der', type: 'spki' })),
    )
  }
  return keys
}

/** A new private key and the setting of its public one. */
export function newClaimKeys(id: string): { CLAIM_KEY: string; CLAIM_PUBLIC_KEYS: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const setting = (der: Buffer) => `${id}:${der.toString('base64')}`
  return {
    CLAIM_KEY: setting(privateKey.export({ format: 'der', type: 'pkcs8' })),
    CLAIM_PUBLIC_KEYS: setting(publicKey.export({ format: 'der', type: 'spki' })),
  }
}

function partsOf(setting: string): [id: string, der: Buffer] {
  const [, id, key] = /^([A-Za-z0-9-]{1,32}):([A-Za-z0-9+/]+=*)$/.exec(setting) ?? []
  if (id === undefined || key === undefined) throw new MalformedClaimKeys()
  return [id, Buffer.from(key, 'base64')]
}

function ed25519(read: () => KeyObject): KeyObject {
  const key = read()
  if (key.asymmetricKeyType !== 'ed25519') throw new MalformedClaimKeys()
  return key
}
