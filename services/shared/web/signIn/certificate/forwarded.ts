/** Certificates that a proxy in front passes on (RFC 9440). */
import type { IncomingHttpHeaders } from 'node:http'

export const CLIENT_CERT = 'client-cert'
export const CLIENT_CERT_CHAIN = 'client-cert-chain'

/** A byte sequence of a structured field (RFC 8941). */
const BYTES = /^:([A-Za-z0-9+/]*={0,2}):$/

/**
 * The certificate and those of its authorities, in DER; empty if the browser showed none. A header
 * that does not follow the standard gives one certificate that nobody can read.
 */
export function forwardedChain(headers: IncomingHttpHeaders): Buffer[] {
  const shown = headers[CLIENT_CERT]
  if (shown === undefined) return []
  const chain = headers[CLIENT_CERT_CHAIN]
  const members = chain === undefined ? [] : String(chain).split(',')
  return [String(shown), ...members].map(bytesOf)
}

function bytesOf(member: string): Buffer {
  return Buffer.from(BYTES.exec(member.trim())?.[1] ?? '', 'base64')
}
