/** Self-signed TLS certificates, made at set-up and kept with the data. */
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

export interface CertificateFiles {
  certificate: string
  key: string
}

const DAY_MS = 24 * 60 * 60 * 1000
const VALID_DAYS = 365
/** A certificate that ends soon is replaced at the next start. */
const RENEW_DAYS = 30
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * The files of a valid certificate for this machine; creates them if needed.
 * @param host another name that it is valid for
 */
export async function ensureCertificate(
  folder: string,
  name: string,
  { host, now = Date.now() }: { host?: string; now?: number } = {},
): Promise<CertificateFiles> {
  const files = { certificate: path.join(folder, 'tls.crt'), key: path.join(folder, 'tls.key') }
  if (existsSync(files.certificate) && existsSync(files.key)) {
    const { notAfter } = new X509Certificate(readFileSync(files.certificate, 'utf8'))
    if (notAfter.getTime() - now > RENEW_DAYS * DAY_MS) return files
  }
  const { certificate, key } = await makeCertificate(name, host)
  mkdirSync(folder, { recursive: true })
  writeFileSync(files.key, key, { mode: 0o600 })
  writeFileSync(files.certificate, certificate)
  return files
}

/**
 * A self-signed certificate for `localhost` and 127.0.0.1, with its key, in PEM. It serves as a
 * client's as well.
 */
export async function makeCertificate(
  name = 'localhost',
  host = 'localhost',
): Promise<{ certificate: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [name] }],
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + VALID_DAYS * DAY_MS),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [
        // It is its own issuer.
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
        new SubjectAlternativeNameExtension([
          { type: 'dns', value: 'localhost' },
          { type: 'dns', value: host },
          { type: 'ip', value: '127.0.0.1' },
        ]),
      ],
    },
    webcrypto as Crypto,
  )
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    certificate: certificate.toString('pem'),
    key: PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  }
}
