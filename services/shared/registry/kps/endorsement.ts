/**
 * The endorsing signature of a query: HMAC-SHA1, with the key of the security token, over the
 * exclusive canonical form of the message's timestamp.
 */
import { SignedXml } from 'xml-crypto'
import { ALGORITHMS, MESSAGE_VALID_MS, NAMESPACES, TIMESTAMP_ID, TOKEN } from './names'
import { escapeXml } from './xml'

/** The timestamp of a message. */
export function timestampXml(now: Date): string {
  const created = now.toISOString()
  const expires = new Date(now.getTime() + MESSAGE_VALID_MS).toISOString()
  return (
    `<u:Timestamp xmlns:u="${NAMESPACES.utility}" u:Id="${TIMESTAMP_ID}">` +
    `<u:Created>${created}</u:Created><u:Expires>${expires}</u:Expires></u:Timestamp>`
  )
}

/**
 * Signs a timestamp. Both are signed as documents of their own and put into the message as text, so
 * that nothing around them changes what was signed.
 * @param key the key of the security token
 * @param assertionId the id of the token
 * @returns the Signature element
 */
export function endorse(timestamp: string, key: Buffer, assertionId: string): string {
  const signing = new SignedXml({
    privateKey: key,
    signatureAlgorithm: ALGORITHMS.hmacSha1,
    canonicalizationAlgorithm: ALGORITHMS.exclusiveC14n,
    idMode: 'wssecurity',
  })
  // Also removes the key information, so that is set afterwards.
  signing.enableHMAC()
  signing.getKeyInfoContent = () =>
    `<o:SecurityTokenReference xmlns:o="${NAMESPACES.security}">` +
    `<o:KeyIdentifier ValueType="${TOKEN.assertionId}">${escapeXml(assertionId)}</o:KeyIdentifier>` +
    '</o:SecurityTokenReference>'
  signing.addReference({
    xpath: '/*',
    transforms: [ALGORITHMS.exclusiveC14n],
    digestAlgorithm: ALGORITHMS.sha1,
  })
  signing.computeSignature(timestamp)
  return signing.getSignatureXml()
}
