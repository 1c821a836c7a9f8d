/** Checks that a query is endorsed with the key of the token it carries. */
import { SignedXml } from 'xml-crypto'
import { ALGORITHMS, NAMESPACES, TIMESTAMP_ID } from '../../shared/registry/kps/names'
import { childrenOf, isNamed, textOf } from './envelope'
import type { Envelope } from './envelope'
import { FAULTS } from './faults'
import { refuseStale } from './freshness'
import type { IssuedTokens } from './tokens'

/**
 * Strict layout: timestamp, token, signature. The token must be one that was issued, byte for byte,
 * and the signature must cover the timestamp and nothing else.
 * @param text the message as it arrived
 * @throws SoapFault
 */
export function checkEndorsement(
  text: string,
  { security }: Envelope,
  { tokens, now }: { tokens: IssuedTokens; now: () => number },
): void {
  const [timestamp, token, signature, ...more] = security
  if (timestamp === undefined || token === undefined || signature === undefined || more.length > 0)
    throw FAULTS.wrongSecurity()
  if (timestamp.getAttributeNS(NAMESPACES.utility, 'Id') !== TIMESTAMP_ID)
    throw FAULTS.wrongSecurity()
  refuseStale(timestamp, now())
  if (!isNamed(signature, NAMESPACES.signature, 'Signature')) throw FAULTS.wrongSecurity()

  const issued = tokens.find(assertionIdIn(signature))
  if (issued === undefined || !text.includes(issued.xml)) throw FAULTS.tokenInvalid()
  if (!coversTimestamp(signature) || !isSigned(text, signature, issued.key))
    throw FAULTS.wrongSecurity()
}

function assertionIdIn(signature: Element): string {
  const keyInfo = childrenOf(signature).find((child) =>
    isNamed(child, NAMESPACES.signature, 'KeyInfo'),
  )
  return keyInfo === undefined
    ? ''
    : textOf(keyInfo, NAMESPACES.security, 'SecurityTokenReference', 'KeyIdentifier')
}

function coversTimestamp(signature: Element): boolean {
  const inSignature = (name: string) =>
    Array.from(signature.getElementsByTagNameNS(NAMESPACES.signature, name))
  const references = inSignature('Reference').map((reference) => reference.getAttribute('URI'))
  const algorithms = ['CanonicalizationMethod', 'SignatureMethod', 'Transform', 'DigestMethod'].map(
    (name) => inSignature(name).map((element) => element.getAttribute('Algorithm')),
  )
  const { exclusiveC14n, hmacSha1, sha1 } = ALGORITHMS
  return (
    references.join() === `#${TIMESTAMP_ID}` &&
    algorithms.join() === [exclusiveC14n, hmacSha1, exclusiveC14n, sha1].join()
  )
}

function isSigned(text: string, signature: Element, key: Buffer): boolean {
  const checking = new SignedXml({ publicCert: key, idMode: 'wssecurity' })
  checking.enableHMAC()
  // The key is that of the token, never one in the message.
  checking.getCertFromKeyInfo = () => null
  try {
    checking.loadSignature(signature)
    return checking.checkSignature(text)
  } catch {
    return false
  }
}
