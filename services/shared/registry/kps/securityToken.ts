/** The security token of KPS: issued for user name and password, cached until shortly before it expires. */
import { randomUUID } from 'node:crypto'
import { RegistryAnswerUnreadable } from '../errors'
import { timestampXml } from './endorsement'
import { NAMESPACES, TOKEN } from './names'
import { soapCall } from './soapCall'
import type { SoapServer } from './soapCall'
import { childAt, escapeXml, textAt } from './xml'

export interface SecurityToken {
  /** The token exactly as it was issued. */
  xml: string
  /** Id of the assertion in it. */
  assertionId: string
  /** Key of the endorsing signature. */
  key: Buffer
  /** Milliseconds since 1970, on this machine's clock. */
  expiresAt: number
}

export interface Issuer extends SoapServer {
  username: string
  password: string
  /** The service that the token is for. */
  appliesTo: string
}

/** Asks the issuer for a token (WS-Trust 1.3). @throws RegistryError */
export async function issueToken(issuer: Issuer): Promise<SecurityToken> {
  const askedAt = Date.now()
  const body = await soapCall(issuer, tokenRequest(issuer, new Date(askedAt)))
  const response =
    childAt(body, 'RequestSecurityTokenResponseCollection', 'RequestSecurityTokenResponse') ??
    childAt(body, 'RequestSecurityTokenResponse')
  const part = (...path: string[]) => {
    const text = textAt(response, ...path)
    if (text === null) throw new RegistryAnswerUnreadable(path.join('.'))
    return text
  }
  const [created, expires] = ['Created', 'Expires'].map((end) => Date.parse(part('Lifetime', end)))
  const validMs = expires! - created!
  if (!(validMs > 0)) throw new RegistryAnswerUnreadable('Lifetime')
  const xml = part('RequestedSecurityToken')
  return {
    xml,
    assertionId: part('RequestedAttachedReference', 'SecurityTokenReference', 'KeyIdentifier'),
    key: Buffer.from(part('RequestedProofToken', 'BinarySecret'), 'base64'),
    // The clocks of both machines may differ, so only the length is taken from the answer.
    expiresAt: askedAt + validMs,
  }
}

function tokenRequest({ endpoint, username, password, appliesTo }: Issuer, now: Date): string {
  return (
    `<s:Envelope xmlns:s="${NAMESPACES.soap}" xmlns:a="${NAMESPACES.addressing}"><s:Header>` +
    `<a:MessageID>urn:uuid:${randomUUID()}</a:MessageID>` +
    `<a:To s:mustUnderstand="1">${escapeXml(endpoint)}</a:To>` +
    `<a:Action s:mustUnderstand="1">${TOKEN.issueAction}</a:Action>` +
    `<o:Security xmlns:o="${NAMESPACES.security}" s:mustUnderstand="1">${timestampXml(now)}` +
    `<o:UsernameToken><o:Username>${escapeXml(username)}</o:Username>` +
    `<o:Password Type="${TOKEN.passwordText}">${escapeXml(password)}</o:Password>` +
    '</o:UsernameToken></o:Security></s:Header><s:Body>' +
    `<t:RequestSecurityToken xmlns:t="${NAMESPACES.trust}">` +
    `<t:TokenType>${TOKEN.type}</t:TokenType><t:RequestType>${TOKEN.issue}</t:RequestType>` +
    `<p:AppliesTo xmlns:p="${NAMESPACES.policy}"><a:EndpointReference>` +
    `<a:Address>${escapeXml(appliesTo)}</a:Address></a:EndpointReference></p:AppliesTo>` +
    `<t:KeyType>${TOKEN.symmetricKey}</t:KeyType>` +
    '</t:RequestSecurityToken></s:Body></s:Envelope>'
  )
}

export interface TokenCache {
  /** A valid token. All callers that find none wait for the same new one. */
  current(): Promise<SecurityToken>
  /** Forgets a token that the service refused. */
  forget(token: SecurityToken): void
}

/** A token is renewed when a tenth of its life is left, but not earlier than this before its end. */
const RENEW_BEFORE_MS = 60_000

/**
 * @param issue asks for a new token
 * @param now this machine's clock, in milliseconds
 */
export function createTokenCache(
  issue: () => Promise<SecurityToken>,
  now: () => number = Date.now,
): TokenCache {
  let kept: { token: SecurityToken; until: number } | null = null
  let issuing: Promise<SecurityToken> | null = null

  async function renew(): Promise<SecurityToken> {
    const askedAt = now()
    try {
      const token = await issue()
      const reserve = Math.min(RENEW_BEFORE_MS, (token.expiresAt - askedAt) / 10)
      kept = { token, until: token.expiresAt - reserve }
      return token
    } finally {
      issuing = null
    }
  }

  return {
    async current() {
      if (kept !== null && now() < kept.until) return kept.token
      return (issuing ??= renew())
    },
    forget(token) {
      if (kept?.token === token) kept = null
    },
  }
}
