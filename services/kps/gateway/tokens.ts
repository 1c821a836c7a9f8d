/** The tokens that the issuer has given out. The router accepts these, unchanged, while they are valid. */
import { randomBytes, randomUUID } from 'node:crypto'

export interface IssuedToken {
  assertionId: string
  key: Buffer
  /** The token as it was sent; to a client it is opaque. */
  xml: string
  created: Date
  expires: Date
}

export interface IssuedTokens {
  issue(): IssuedToken
  /** The valid token with this id; undefined if there is none. */
  find(assertionId: string): IssuedToken | undefined
  /** Forgets every token, as a restart of the gateway does. */
  clear(): void
}

const ENCRYPTION = 'http://www.w3.org/2001/04/xmlenc#'

/** @param validMs how long a token is valid, in milliseconds */
export function createIssuedTokens(validMs: number, now: () => number): IssuedTokens {
  const issued = new Map<string, IssuedToken>()
  return {
    issue() {
      const created = new Date(now())
      const token: IssuedToken = {
        assertionId: `_${randomUUID()}`,
        key: randomBytes(32),
        // Quotes, blanks and a prefix that a parser would not write back as they are.
        xml:
          `<xenc:EncryptedData Type='${ENCRYPTION}Element'  xmlns:xenc="${ENCRYPTION}">` +
          `<xenc:CipherData ><xenc:CipherValue>${randomBytes(96).toString('base64')}</xenc:CipherValue>` +
          '</xenc:CipherData></xenc:EncryptedData>',
        created,
        expires: new Date(created.getTime() + validMs),
      }
      for (const [id, { expires }] of issued) if (expires.getTime() <= now()) issued.delete(id)
      issued.set(token.assertionId, token)
      return token
    },
    find(assertionId) {
      const token = issued.get(assertionId)
      return token !== undefined && token.expires.getTime() > now() ? token : undefined
    },
    clear: () => issued.clear(),
  }
}
