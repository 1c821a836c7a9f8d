/** Certificates with which the engine and its clients know each other. */
import { webcrypto } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '../../../services/shared/certificates/x509'
import { ENGINE_FILES } from '../../../services/shared/temporal/engine'

/** The engine, and who connects to it; each has a folder of its own. */
export const ENGINE_PARTIES = [
  'temporal',
  'portal',
  'bureau',
  'requests',
  'documents',
  'registry',
  'prepare',
  'operator',
  'web',
] as const
export type EngineParty = (typeof ENGINE_PARTIES)[number]

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY_MS = 24 * 60 * 60 * 1000
const AUTHORITY_DAYS = 10 * 365
const PARTY_DAYS = 2 * 365
/** A certificate that ends within this time is replaced. */
const RENEW_DAYS = 365

interface Authority {
  certificate: X509Certificate
  keys: webcrypto.CryptoKeyPair
}

/**
 * Makes what is missing or ends soon. The key of the authority stays in its folder.
 * @param folder with a folder for the authority, `ca`, and for each party
 */
export async function ensureEngineCertificates(folder: string, now = Date.now()): Promise<void> {
  const authority = await ensureAuthority(path.join(folder, 'ca'), now)
  for (const party of ENGINE_PARTIES)
    await ensureParty(path.join(folder, party), party, authority, now)
}

async function ensureAuthority(folder: string, now: number): Promise<Authority> {
  const files = filesIn(folder)
  const kept = readCertificate(files.certificate)
  if (kept !== null && kept.notAfter.getTime() - now > PARTY_DAYS * DAY_MS) {
    const pkcs8 = PemConverter.decodeFirst(readFileSync(files.key, 'utf8'))
    const keys = {
      privateKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, ALGORITHM, true, ['sign']),
      publicKey: await kept.publicKey.export(webcrypto as Crypto),
    }
    return { certificate: kept, keys }
  }
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      // Not the name of a party: the two would be taken for one.
      name: [{ CN: ['Temporal authority'] }],
      ...validity(now, AUTHORITY_DAYS),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      ],
    },
    webcrypto as Crypto,
  )
  await write(folder, certificate, keys)
  return { certificate, keys }
}

async function ensureParty(
  folder: string,
  party: EngineParty,
  authority: Authority,
  now: number,
): Promise<void> {
  const files = filesIn(folder)
  const kept = readCertificate(files.certificate)
  const isGood =
    kept !== null &&
    kept.notAfter.getTime() - now > RENEW_DAYS * DAY_MS &&
    (await kept.verify(
      { publicKey: authority.certificate, signatureOnly: true },
      webcrypto as Crypto,
    ))
  if (isGood) return
  const keys = await newKeys()
  const certificate = await X509CertificateGenerator.create(
    {
      subject: [{ CN: [party] }],
      issuer: authority.certificate.subject,
      ...validity(now, PARTY_DAYS),
      publicKey: keys.publicKey,
      signingKey: authority.keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([
          ExtendedKeyUsage.clientAuth,
          // The services of the engine are clients of each other.
          ...(party === 'temporal' ? [ExtendedKeyUsage.serverAuth] : []),
        ]),
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: party },
          // The services of the engine reach each other here.
          ...(party === 'temporal'
            ? ([
                { type: 'dns', value: 'localhost' },
                { type: 'ip', value: '127.0.0.1' },
              ] as const)
            : []),
        ]),
      ],
    },
    webcrypto as Crypto,
  )
  await write(folder, certificate, keys)
  writeFileSync(files.authority, authority.certificate.toString('pem'))
}

async function write(
  folder: string,
  certificate: X509Certificate,
  { privateKey }: webcrypto.CryptoKeyPair,
): Promise<void> {
  const files = filesIn(folder)
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', privateKey)
  mkdirSync(folder, { recursive: true })
  writeFileSync(files.key, PemConverter.encode(pkcs8, 'PRIVATE KEY'), { mode: 0o600 })
  writeFileSync(files.certificate, certificate.toString('pem'))
}

function filesIn(folder: string): Record<keyof typeof ENGINE_FILES, string> {
  return {
    authority: path.join(folder, ENGINE_FILES.authority),
    certificate: path.join(folder, ENGINE_FILES.certificate),
    key: path.join(folder, ENGINE_FILES.key),
  }
}

function readCertificate(file: string): X509Certificate | null {
  return existsSync(file) ? new X509Certificate(readFileSync(file, 'utf8')) : null
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

function validity(now: number, days: number) {
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) }
}
