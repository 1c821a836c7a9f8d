/** Sends a SOAP 1.2 message over TLS and reads the answer. */
import https from 'node:https'
import {
  RegistryAnswerUnreadable,
  RegistryFault,
  RegistryNotAuthorised,
  RegistryTokenRefused,
  RegistryUnavailable,
} from '../errors'
import { SOAP_CONTENT_TYPE } from './names'
import { childAt, MalformedXml, readXml, textAt } from './xml'
import type { XmlElement, XmlNode } from './xml'

export interface SoapServer {
  /** Address of the endpoint; https only. */
  endpoint: string
  /** Certificates to trust instead of the system's, in PEM. */
  ca?: string | undefined
  /** Limit of a call, in milliseconds. */
  answerWithinMs: number
}

/** A family is a few kilobytes; photos, if the register sends any, are larger. */
const MOST_BYTES = 4 * 1024 * 1024

/** The local names of fault codes. Prefixes differ between servers. */
const NOT_AUTHORISED = new Set(['FailedAuthentication', 'AccessDenied'])
const TOKEN_REFUSED = new Set(['InvalidSecurityToken', 'SecurityTokenUnavailable', 'FailedCheck'])

/**
 * Sends a message. Answers are neither stored nor logged, since they hold personal data.
 * @returns the Body element of the answer
 * @throws RegistryError
 */
export async function soapCall(server: SoapServer, envelope: string): Promise<XmlElement> {
  const { status, text } = await post(server, envelope)
  const body = bodyOf(text, status)
  const fault = childAt(body, 'Fault')
  if (fault !== undefined) throw errorOf(fault)
  if (status !== 200) throw new RegistryUnavailable(`http${status}`)
  return body
}

function bodyOf(text: string, status: number): XmlElement {
  try {
    const body = childAt(readXml(text), 'Envelope', 'Body')
    if (typeof body === 'object') return body
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error
  }
  // A proxy in between answers with a page of its own.
  throw status === 200
    ? new RegistryAnswerUnreadable('noSoapMessage')
    : new RegistryUnavailable(`http${status}`)
}

/** The named error of a SOAP fault; the innermost code says most. */
function errorOf(fault: XmlNode): Error {
  const outer = childAt(fault, 'Code')
  const inner = childAt(outer, 'Subcode')
  const code = textAt(inner, 'Value') ?? textAt(outer, 'Value') ?? 'fault'
  const reason = textAt(fault, 'Reason', 'Text')
  const localName = code.split(':').at(-1)!
  if (NOT_AUTHORISED.has(localName)) return new RegistryNotAuthorised(code, reason)
  if (TOKEN_REFUSED.has(localName)) return new RegistryTokenRefused(code, reason)
  return new RegistryFault(code, reason)
}

function post(
  { endpoint, ca, answerWithinMs }: SoapServer,
  envelope: string,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const failed = (code: string, cause?: Error) =>
      reject(new RegistryUnavailable(code, null, { cause }))
    const request = https.request(
      endpoint,
      {
        method: 'POST',
        headers: {
          'Content-Type': SOAP_CONTENT_TYPE,
          'Content-Length': Buffer.byteLength(envelope),
        },
        signal: AbortSignal.timeout(answerWithinMs),
        ...(ca === undefined ? {} : { ca }),
      },
      (response) => {
        const parts: Buffer[] = []
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.length
          parts.push(part)
          if (bytes > MOST_BYTES) request.destroy(new Error('answer too large'))
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(parts).toString('utf8'),
          }),
        )
        response.on('error', (error) => failed(codeOf(error), error))
      },
    )
    request.on('error', (error) => failed(codeOf(error), error))
    request.end(envelope)
  })
}

/** `timeout`, or the code of the system or the TLS library, such as ECONNREFUSED. */
function codeOf(error: Error & { code?: unknown }): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'timeout'
  return typeof error.code === 'string' ? error.code : 'noConnection'
}
