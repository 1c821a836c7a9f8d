/** Reads certificates with the two readers that the checks need: Node's and one for extensions. */
import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  BasicConstraintsExtension,
  PemConverter,
  X509Certificate as CertificateDetails,
} from './x509'

export interface ReadCertificate {
  /** Checks signatures. */
  sealed: X509Certificate
  /** Knows the extensions. */
  details: CertificateDetails
}

/** The file with the authorities cannot be used; the message says why. */
export class UnusableAuthorities extends Error {
  override readonly name = 'UnusableAuthorities'
}

/** A certificate from its DER bytes, or null if it cannot be read. */
export function readCertificate(der: Uint8Array): ReadCertificate | null {
  try {
    return {
      sealed: new X509Certificate(der),
      details: new CertificateDetails(new Uint8Array(der)),
    }
  } catch {
    return null
  }
}

/**
 * The authorities whose certificates are accepted, from a PEM file.
 * @throws UnusableAuthorities
 */
export function readAuthorities(file: string): ReadCertificate[] {
  const authorities = pemBlocks(file).map(readCertificate)
  if (authorities.length === 0) throw new UnusableAuthorities(`${file}: no certificate in it`)
  return authorities.map((authority, index) => {
    if (authority === null || !isAuthority(authority))
      throw new UnusableAuthorities(`${file}: certificate ${index + 1} is none of an authority`)
    return authority
  })
}

function pemBlocks(file: string): Uint8Array[] {
  try {
    return PemConverter.decode(readFileSync(file, 'utf8')).map((block) => new Uint8Array(block))
  } catch (error) {
    throw new UnusableAuthorities(`${file}: ${(error as Error).message}`)
  }
}

/** Whether the certificate may issue others. */
export function isAuthority({ details }: ReadCertificate): boolean {
  return details.getExtension(BasicConstraintsExtension)?.ca === true
}
