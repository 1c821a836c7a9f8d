/** The token issuer of the gateway: WS-Trust 1.3 by user name and password. */
import { timingSafeEqual, createHash } from 'node:crypto'
import { NAMESPACES, TOKEN } from '../../shared/registry/kps/names'
import { escapeXml } from '../../shared/registry/kps/xml'
import { readEnvelope, childOf, isNamed, textOf } from './envelope'
import { FAULTS } from './faults'
import { refuseStale } from './freshness'
import type { IssuedTokens } from './tokens'

export interface Credentials {
  username: string
  password: string
}

/** @returns the answer with a new token. @throws SoapFault */
export function answerTokenRequest(
  text: string,
  {
    credentials,
    tokens,
    now,
  }: { credentials: Credentials; tokens: IssuedTokens; now: () => number },
): string {
  const { header, body, security } = readEnvelope(text)
  if (textOf(header, NAMESPACES.addressing, 'Action') !== TOKEN.issueAction)
    throw FAULTS.wrongAction()
  const [timestamp, user] = security
  if (timestamp === undefined || user === undefined) throw FAULTS.wrongSecurity()
  refuseStale(timestamp, now())
  const isKnown =
    isNamed(user, NAMESPACES.security, 'UsernameToken') &&
    same(textOf(user, NAMESPACES.security, 'Username'), credentials.username) &&
    same(textOf(user, NAMESPACES.security, 'Password'), credentials.password)
  if (!isKnown) throw FAULTS.wrongPassword()
  const request = childOf(body, NAMESPACES.trust, 'RequestSecurityToken')
  const asked = (name: string) => textOf(request, NAMESPACES.trust, name)
  if (asked('TokenType') !== TOKEN.type || asked('KeyType') !== TOKEN.symmetricKey)
    throw FAULTS.malformed()

  const { assertionId, key, xml, created, expires } = tokens.issue()
  const reference =
    `<o:SecurityTokenReference xmlns:o="${NAMESPACES.security}">` +
    `<o:KeyIdentifier ValueType="${TOKEN.assertionId}">${escapeXml(assertionId)}</o:KeyIdentifier>` +
    '</o:SecurityTokenReference>'
  return (
    `<s:Envelope xmlns:s="${NAMESPACES.soap}"><s:Body>` +
    `<trust:RequestSecurityTokenResponseCollection xmlns:trust="${NAMESPACES.trust}">` +
    '<trust:RequestSecurityTokenResponse><trust:Lifetime>' +
    `<wsu:Created xmlns:wsu="${NAMESPACES.utility}">${created.toISOString()}</wsu:Created>` +
    `<wsu:Expires xmlns:wsu="${NAMESPACES.utility}">${expires.toISOString()}</wsu:Expires>` +
    `</trust:Lifetime><trust:RequestedSecurityToken>${xml}</trust:RequestedSecurityToken>` +
    '<trust:RequestedProofToken>' +
    `<trust:BinarySecret>${key.toString('base64')}</trust:BinarySecret></trust:RequestedProofToken>` +
    `<trust:RequestedAttachedReference>${reference}</trust:RequestedAttachedReference>` +
    `<trust:RequestedUnattachedReference>${reference}</trust:RequestedUnattachedReference>` +
    `<trust:TokenType>${TOKEN.type}</trust:TokenType>` +
    '</trust:RequestSecurityTokenResponse></trust:RequestSecurityTokenResponseCollection>' +
    '</s:Body></s:Envelope>'
  )
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
