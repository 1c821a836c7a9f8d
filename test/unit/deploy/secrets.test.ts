/**
 * Secrets of the embedded stack: created once, private, and never replaced while data depends on
 * them.
 */
import { createPublicKey } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readStarterConfig } from '../../../deploy/local/config'
import { parseAuditKeys } from '../../../services/shared/store/auditChain/links'
import type { Secrets } from '../../../deploy/local/config'
import { parseClaimKey, parseClaimPublicKeys } from '../../../services/shared/claims/keys'
import { loadSecrets, SecretsLost } from '../../../deploy/local/secrets'
import { CLAIM_SETTINGS } from '../../support/claims'

let dataDir: string
const secretsFile = () => path.join(dataDir, 'secrets.json')
const load = (settings: Record<string, string> = {}) =>
  loadSecrets(readStarterConfig({ DATA_DIR: dataDir, ...settings }))

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'pyk-secrets-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const expectPair = ({ CLAIM_KEY, CLAIM_PUBLIC_KEYS }: Secrets) => {
  const { id, key } = parseClaimKey(CLAIM_KEY)
  expect(createPublicKey(key).equals(parseClaimPublicKeys(CLAIM_PUBLIC_KEYS).get(id)!)).toBe(true)
}

it('are created at the first start, readable by their owner only, and stay the same', () => {
  const first = load()
  expect(statSync(secretsFile()).mode & 0o777).toBe(0o600)
  expect(Object.values(first).every((secret) => secret.length >= 20)).toBe(true)
  expect(load()).toEqual(first)
})

it('gain the keys that an earlier version did not have, once', () => {
  const {
    SLIP_KEY: _slips,
    AUDIT_KEYS: _audit,
    CLAIM_KEY: _private,
    CLAIM_PUBLIC_KEYS: _public,
    ...earlier
  } = load()
  writeFileSync(secretsFile(), JSON.stringify(earlier))
  const later = load()
  expect(later).toMatchObject(earlier)
  expect(later.SLIP_KEY.length).toBeGreaterThanOrEqual(32)
  expect(parseAuditKeys(later.AUDIT_KEYS)).toHaveLength(1)
  expect(load()).toEqual(later)
  expectPair(later)
})

it('contain the two keys of a pair, also if only one is given', () => {
  expectPair(load())
  const { CLAIM_KEY } = CLAIM_SETTINGS
  expectPair(load({ CLAIM_KEY }))
  expect(load({ CLAIM_KEY }).CLAIM_KEY).not.toBe(CLAIM_KEY)
})

it('yield to secrets from the environment', () => {
  const own = load()
  expect(load({ S3_SECRET_KEY: 'given-secret' })).toEqual({ ...own, S3_SECRET_KEY: 'given-secret' })
})

it('are not written if all of them are given', () => {
  const key = Buffer.alloc(32, 1).toString('base64')
  const given = {
    SESSION_SECRET: key,
    SLIP_KEY: key,
    AUDIT_KEYS: key,
    ...CLAIM_SETTINGS,
    IDENTITY_KEYS: `a:${key}`,
    IDENTITY_HMAC_KEY: key,
    S3_ACCESS_KEY: 'access',
    S3_SECRET_KEY: 'secret',
  }
  expect(load({ ...given, MONGO_URL: 'mongodb://database.example/pyk' })).toEqual(given)
  expect(existsSync(secretsFile())).toBe(false)
})

it('are not replaced while data exists that only the old ones can read', () => {
  load()
  mkdirSync(path.join(dataDir, 'mongod'))
  rmSync(secretsFile())
  expect(() => load()).toThrow(SecretsLost)
  expect(existsSync(secretsFile())).toBe(false)
})
