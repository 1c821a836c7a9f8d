/** The names that the KPS protocol uses: namespaces, algorithms and actions. */

export const NAMESPACES = {
  soap: 'http://www.w3.org/2003/05/soap-envelope',
  addressing: 'http://www.w3.org/2005/08/addressing',
  security: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
  utility: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  trust: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  policy: 'http://schemas.xmlsoap.org/ws/2004/09/policy',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  /** Of the header that names the official who asks. */
  asker: 'http://kps.nvi.gov.tr/2011/01/01/sorgulayan',
  instance: 'http://www.w3.org/2001/XMLSchema-instance',
} as const

export const ALGORITHMS = {
  exclusiveC14n: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  hmacSha1: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
} as const

export const TOKEN = {
  type: 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV1.1',
  symmetricKey: `${NAMESPACES.trust}/SymmetricKey`,
  issue: `${NAMESPACES.trust}/Issue`,
  issueAction: `${NAMESPACES.trust}/RST/Issue`,
  passwordText:
    'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText',
  assertionId: 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.0#SAMLAssertionID',
} as const

export const SOAP_CONTENT_TYPE = 'application/soap+xml; charset=utf-8'

/** How long a message is valid after it was made. */
export const MESSAGE_VALID_MS = 5 * 60_000

/** Id of the timestamp that the signature refers to. */
export const TIMESTAMP_ID = '_0'

/** The namespace of a service's messages: it contains a date, and NVİ changes the date with every version. */
export function serviceNamespace(date: string): string {
  return `http://kps.nvi.gov.tr/${date}`
}

/** The action of a query; `date` as in the namespace, such as `2025/08/01`. */
export function serviceAction({ service, date }: { service: string; date: string }): string {
  return `${serviceNamespace(date)}/${service}/Sorgula`
}
