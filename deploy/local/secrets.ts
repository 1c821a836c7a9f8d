/**
 * The secrets of the embedded stack: created at the first start, kept next to the data that depends
 * on them, never committed.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { newClaimKeys } from '../../services/shared/claims/keys'
import type { Secrets, StarterConfig } from './config'
import { messages } from './messages'

/** The secrets are gone, but data exists that cannot be read without them. */
export class SecretsLost extends Error {
  override readonly name = 'SecretsLost'
}

const kept = z.object({
  SESSION_SECRET: z.string(),
  /** Missing in files of earlier versions; nothing that they stored depends on these. */
  SLIP_KEY: z.string().optional(),
  AUDIT_KEYS: z.string().optional(),
  CLAIM_KEY: z.string().optional(),
  CLAIM_PUBLIC_KEYS: z.string().optional(),
  IDENTITY_KEYS: z.string(),
  IDENTITY_HMAC_KEY: z.string(),
  S3_ACCESS_KEY: z.string(),
  S3_SECRET_KEY: z.string(),
})

/**
 * Each secret from the environment, else from the data folder, else newly created.
 * @throws SecretsLost
 */
export function loadSecrets({ dataDir, secrets }: StarterConfig): Secrets {
  const isGiven = (candidate: StarterConfig['secrets']): candidate is Secrets =>
    !Object.values(candidate).includes(undefined)
  if (isGiven(secrets)) return secrets
  const file = path.join(dataDir, 'secrets.json')
  if (!existsSync(file)) {
    if (existsSync(path.join(dataDir, 'mongod'))) throw new SecretsLost(messages.secretsLost(file))
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, `${JSON.stringify(newSecrets(), null, 2)}\n`, { mode: 0o600 })
  }
  const fromFile = withLaterSecrets(file, kept.parse(JSON.parse(readFileSync(file, 'utf8'))))
  return {
    ...claimKeysOf(secrets, fromFile),
    SESSION_SECRET: secrets.SESSION_SECRET ?? fromFile.SESSION_SECRET,
    SLIP_KEY: secrets.SLIP_KEY ?? fromFile.SLIP_KEY,
    AUDIT_KEYS: secrets.AUDIT_KEYS ?? fromFile.AUDIT_KEYS,
    IDENTITY_KEYS: secrets.IDENTITY_KEYS ?? fromFile.IDENTITY_KEYS,
    IDENTITY_HMAC_KEY: secrets.IDENTITY_HMAC_KEY ?? fromFile.IDENTITY_HMAC_KEY,
    S3_ACCESS_KEY: secrets.S3_ACCESS_KEY ?? fromFile.S3_ACCESS_KEY,
    S3_SECRET_KEY: secrets.S3_SECRET_KEY ?? fromFile.S3_SECRET_KEY,
  }
}

/** Adds what the file of an earlier version lacks, so that it stays the same from now on. */
function withLaterSecrets(file: string, fromFile: z.infer<typeof kept>) {
  const complete = { ...laterSecrets(), ...fromFile } as Secrets
  if (Object.keys(complete).length > Object.keys(fromFile).length)
    writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`, { mode: 0o600 })
  return complete
}

/** The keys of claims belong together, so both are given or none counts. */
function claimKeysOf(
  given: StarterConfig['secrets'],
  fromFile: Pick<Secrets, 'CLAIM_KEY' | 'CLAIM_PUBLIC_KEYS'>,
): Pick<Secrets, 'CLAIM_KEY' | 'CLAIM_PUBLIC_KEYS'> {
  const { CLAIM_KEY, CLAIM_PUBLIC_KEYS } = given
  if (CLAIM_KEY !== undefined && CLAIM_PUBLIC_KEYS !== undefined)
    return { CLAIM_KEY, CLAIM_PUBLIC_KEYS }
  return { CLAIM_KEY: fromFile.CLAIM_KEY, CLAIM_PUBLIC_KEYS: fromFile.CLAIM_PUBLIC_KEYS }
}

/** Secrets that files of earlier versions do not have; nothing that is stored depends on them. */
function laterSecrets() {
  return { SLIP_KEY: newKey(), AUDIT_KEYS: newKey(), ...newClaimKeys('k1') }
}

function newKey(): string {
  return randomBytes(32).toString('base64')
}

function newSecrets(): Secrets {
  return {
    SESSION_SECRET: randomBytes(48).toString('base64'),
    ...laterSecrets(),
    IDENTITY_KEYS: `demo:${randomBytes(32).toString('base64')}`,
    IDENTITY_HMAC_KEY: randomBytes(32).toString('base64'),
    S3_ACCESS_KEY: randomBytes(10).toString('hex'),
    S3_SECRET_KEY: randomBytes(20).toString('hex'),
  }
}
