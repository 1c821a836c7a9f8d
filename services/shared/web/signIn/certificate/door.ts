/** "Sertifikalı Giriş" (S4): where browsers show their certificate, and what is made of it. */
import { TLSSocket } from 'node:tls'
import type { Express, Request } from 'express'
import type { Holder } from '../../../accounts/accounts'
import { checkCertificate } from '../../../certificates/checkCertificate'
import type { CertificateCheck, CertificateTrust } from '../../../certificates/checkCertificate'
import type { CertificateHolder } from '../../../certificates/holder'
import { NotFound } from '../../routing/errors'
import { CLIENT_CERT, CLIENT_CERT_CHAIN } from './forwarded'

export interface DoorCheck extends Omit<CertificateCheck, 'holder'> {
  holder: Holder | null
}

export interface CertificateDoor {
  /** Who speaks TLS with browsers: this process, or a proxy that passes certificates on. */
  source: 'listener' | 'proxy'
  /** Origin at which browsers are asked for their certificate. */
  address: string
  /** Origin of all other pages. */
  publicAddress: string
  check(chain: readonly Uint8Array[]): Promise<DoorCheck>
}

export const CERTIFICATE_LOGIN = '/login/certificate'

interface DoorOptions extends Omit<CertificateDoor, 'check'>, CertificateTrust {
  /** Key of a person's identity number, as accounts have it; only needed if certificates name it. */
  keyOf: (identityNumber: string) => string
}

export function createCertificateDoor({
  source,
  address,
  publicAddress,
  keyOf,
  ...trust
}: DoorOptions): CertificateDoor {
  return {
    source,
    address,
    publicAddress,
    async check(chain) {
      const { holder, ...rest } = await checkCertificate(chain, trust, new Date())
      return { ...rest, holder: holder === null ? null : storedForm(holder, keyOf) }
    },
  }
}

function storedForm({ meaning, number }: CertificateHolder, keyOf: DoorOptions['keyOf']): Holder {
  return meaning === 'registryNo' ? { registryNo: number } : { personKey: keyOf(number) }
}

/** Whether the request came to the address at which browsers are asked for their certificate. */
export function isAtDoor(
  req: Request,
  { source, address, publicAddress }: CertificateDoor,
): boolean {
  if (address === publicAddress) return true
  return source === 'listener' ? req.socket instanceof TLSSocket : req.host === hostOf(address)
}

function hostOf(address: string): string {
  return new URL(address).host
}

/** All that is served at the door; the languages are a link on its page. */
const SERVED = /^\/(assets|language|health)\/|^\/login\/certificate$/

/**
 * Removes certificates that nobody vouches for, and leads from the door back to the public
 * address, so that the door serves one page only.
 */
export function setUpCertificateDoor(app: Express, door: CertificateDoor | undefined): void {
  app.use((req, res, next) => {
    if (door?.source !== 'proxy' || !isFromListedProxy(req)) {
      delete req.headers[CLIENT_CERT]
      delete req.headers[CLIENT_CERT_CHAIN]
    }
    if (door === undefined || door.address === door.publicAddress) return next()
    if (!isAtDoor(req, door) || SERVED.test(req.path)) return next()
    if (req.method !== 'GET' && req.method !== 'HEAD') throw new NotFound()
    res.redirect(303, door.publicAddress + req.originalUrl)
  })
}

/** Whether the connection itself comes from one of TRUSTED_PROXIES. */
function isFromListedProxy(req: Request): boolean {
  const isListed = req.app.get('trust proxy fn') as (address: string, hop: number) => boolean
  return isListed(req.socket.remoteAddress ?? '', 0)
}
