/** A certification authority of the demo and of tests: it issues certificates and revokes them. */
import { randomBytes, webcrypto } from 'node:crypto'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
} from '../../../services/shared/certificates/x509'
import type { Extension, JsonName } from '../../../services/shared/certificates/x509'

/** RSA, since the format that browsers take keys in is written for no other kind. */
const ALGORITHM = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const
const DAY_MS = 24 * 60 * 60 * 1000

/** A certificate with its private key, both in PEM. */
export interface Credential {
  certificate: string
  key: string
}

export interface Validity {
  notBefore?: Date
  notAfter?: Date
}

interface Order extends Validity {
  name: JsonName
  /** New ones if not given. */
  keys?: webcrypto.CryptoKeyPair
  /** In hexadecimal; random if not given. */
  serialNumber?: string
  extensions?: Extension[]
}

export interface Authority extends Credential {
  /** Issues a certificate, by default one for signing in. */
  issue(order: Order): Promise<Credential>
  /** Issues the certificate of an authority below this one. */
  issueAuthority(order: Order): Promise<Authority>
  /**
   * The list of revoked certificates, in PEM.
   * @param revoked serial numbers
   */
  revocationList(
    revoked: readonly string[],
    dates?: { thisUpdate?: Date; nextUpdate?: Date; extensions?: Extension[] },
  ): Promise<string>
}

/** The extensions of a certificate for signing in. */
export const FOR_SIGNING_IN: Extension[] = [
  new BasicConstraintsExtension(false, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
  new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
]

const FOR_ISSUING: Extension[] = [
  new BasicConstraintsExtension(true, undefined, true),
  new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
]

/** Founds an authority that nobody has certified. */
export async function createAuthority(name: JsonName, validity: Validity = {}): Promise<Authority> {
  const keys = await makeKeys()
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name,
      keys,
      signingAlgorithm: ALGORITHM,
      ...dated(validity, 3650),
      extensions: FOR_ISSUING,
    },
    webcrypto as Crypto,
  )
  return authorityOf(await credentialOf(certificate, keys.privateKey))
}

/** An authority from its certificate and key. */
export async function authorityOf(credential: Credential): Promise<Authority> {
  const { subjectName } = new X509Certificate(credential.certificate)
  const [pkcs8] = PemConverter.decode(credential.key)
  const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8!, ALGORITHM, false, ['sign'])

  async function issue({
    name,
    serialNumber,
    extensions = FOR_SIGNING_IN,
    keys: given,
    ...validity
  }: Order) {
    const keys = given ?? (await makeKeys())
    const certificate = await X509CertificateGenerator.create(
      {
        subject: name,
        issuer: subjectName,
        // The first digit keeps the number positive.
        serialNumber: serialNumber ?? `4${randomBytes(8).toString('hex').slice(1)}`,
        publicKey: keys.publicKey,
        signingKey,
        signingAlgorithm: ALGORITHM,
        ...dated(validity, 365),
        extensions,
      },
      webcrypto as Crypto,
    )
    return credentialOf(certificate, keys.privateKey)
  }

  return {
    ...credential,
    issue,
    issueAuthority: async (order) =>
      authorityOf(await issue({ extensions: FOR_ISSUING, ...order })),
    async revocationList(revoked, { thisUpdate, nextUpdate, extensions = [] } = {}) {
      const list = await X509CrlGenerator.create(
        {
          issuer: subjectName,
          thisUpdate: thisUpdate ?? daysFromNow(-1),
          nextUpdate: nextUpdate ?? daysFromNow(365),
          entries: revoked.map((serialNumber) => ({
            serialNumber,
            revocationDate: daysFromNow(-1),
          })),
          extensions,
          signingKey,
          signingAlgorithm: ALGORITHM,
        },
        webcrypto as Crypto,
      )
      return list.toString('pem')
    },
  }
}

function dated({ notBefore, notAfter }: Validity, days: number): Required<Validity> {
  return { notBefore: notBefore ?? daysFromNow(-1), notAfter: notAfter ?? daysFromNow(days) }
}

function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * DAY_MS)
}

/** A new pair of keys, which takes up to a second of a core. */
export function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

async function credentialOf(
  certificate: X509Certificate,
  privateKey: webcrypto.CryptoKey,
): Promise<Credential> {
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', privateKey)
  return {
    certificate: certificate.toString('pem'),
    key: PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  }
}
