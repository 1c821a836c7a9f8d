/** Certificates with their keys in the format that browsers and card tools import (PKCS #12). */
import { asn1, pkcs12, pki } from 'node-forge'
import type { Credential } from './authority'

/** Few, since the password of the demo is in its README. */
const ROUNDS = 64

/**
 * A `.p12` file with the certificate, its key, and the certificate of its issuer. Encrypted with
 * 3DES, the only way that every browser and system can read.
 */
export function pkcs12Of(
  { certificate, key }: Credential,
  issuer: Pick<Credential, 'certificate'>,
  password: string,
): Buffer {
  const file = pkcs12.toPkcs12Asn1(
    pki.privateKeyFromPem(key),
    [pki.certificateFromPem(certificate), pki.certificateFromPem(issuer.certificate)],
    password,
    { algorithm: '3des', count: ROUNDS },
  )
  return Buffer.from(asn1.toDer(file).getBytes(), 'binary')
}
