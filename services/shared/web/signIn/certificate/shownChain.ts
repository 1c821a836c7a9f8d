/** The certificate that a browser showed at the door. */
import { TLSSocket } from 'node:tls'
import type { DetailedPeerCertificate } from 'node:tls'
import type { Request } from 'express'
import type { CertificateDoor } from './door'
import { forwardedChain } from './forwarded'

/** DER bytes: its own first, then those of authorities sent along; empty if it showed none. */
export function shownChain(req: Request, { source }: CertificateDoor): Uint8Array[] {
  if (source === 'proxy') return forwardedChain(req.headers)
  return req.socket instanceof TLSSocket ? peerChain(req.socket) : []
}

function peerChain(socket: TLSSocket): Uint8Array[] {
  const chain: Uint8Array[] = []
  // Without a certificate, Node returns an empty object; the last one is its own issuer.
  let next = socket.getPeerCertificate(true) as Partial<DetailedPeerCertificate> | undefined
  while (next?.raw !== undefined && !chain.some((known) => next!.raw!.equals(known))) {
    chain.push(next.raw)
    next = next.issuerCertificate
  }
  return chain
}
