/** Checks a client certificate: authority, dates, purpose and revocation (S4). */
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
} from './x509'
import type { CertificateFault } from './faults'
import { holderOf } from './holder'
import type { CertificateHolder, HolderRule } from './holder'
import { isAuthority, readCertificate } from './readCertificates'
import type { ReadCertificate } from './readCertificates'
import type { RevocationLists } from './revocationLists'

/** What certificates are checked against. */
export interface CertificateTrust {
  authorities: readonly ReadCertificate[]
  lists: RevocationLists
  holder: HolderRule
}

export interface CertificateCheck {
  fault: CertificateFault | null
  /** Whom it names, if a known authority has issued it; also if it can no longer be used. */
  holder: CertificateHolder | null
  /** When it can be used; null if it cannot be read. */
  validity: { from: Date; until: Date } | null
}

/** More certificates between holder and authority than any authority uses. */
const LONGEST_PATH = 6

/** Extensions that the checks below follow, and those that restrict nothing here. */
const UNDERSTOOD = new Set(['2.5.29.15', '2.5.29.17', '2.5.29.19', '2.5.29.32', '2.5.29.37'])

/**
 * Checks the certificate that a browser has shown.
 * @param chain DER bytes: its own first, then those of authorities it sent along; empty for none
 */
export async function checkCertificate(
  chain: readonly Uint8Array[],
  trust: CertificateTrust,
  now: Date,
): Promise<CertificateCheck> {
  if (chain.length === 0) return { fault: 'missing', holder: null, validity: null }
  const [shown, ...sent] = chain.slice(0, LONGEST_PATH).map(readCertificate)
  if (shown === null || shown === undefined)
    return { fault: 'unreadable', holder: null, validity: null }
  const { notBefore: from, notAfter: until } = shown.details
  const check = { validity: { from, until } }
  const path = pathOf(shown, sent, trust.authorities)
  if (path === null) return { ...check, fault: 'unknownAuthority', holder: null }
  const holder = holderOf(shown.details.subjectName, trust.holder)
  const fault = ownFault(shown, now) ?? (await faultOfPath(path, trust.lists, now))
  return { ...check, holder, fault: fault ?? (holder === null ? 'namesNobody' : null) }
}

/** From the certificate to an accepted authority; null if there is no such path. */
function pathOf(
  shown: ReadCertificate,
  sent: readonly (ReadCertificate | null)[],
  authorities: readonly ReadCertificate[],
): ReadCertificate[] | null {
  const path = [shown]
  const others = sent.filter((certificate) => certificate !== null)
  while (path.length < LONGEST_PATH) {
    const last = path.at(-1)!
    const issues = (candidate: ReadCertificate) => hasIssued(candidate, last, path.length - 1)
    const authority = authorities.find(issues)
    if (authority !== undefined) return [...path, authority]
    const between = others.find((candidate) => !path.includes(candidate) && issues(candidate))
    if (between === undefined) return null
    path.push(between)
  }
  return null
}

/** @param below number of authorities between the issuer and the holder */
function hasIssued(issuer: ReadCertificate, issued: ReadCertificate, below: number): boolean {
  const { pathLength = Infinity } = issuer.details.getExtension(BasicConstraintsExtension) ?? {}
  return (
    isAuthority(issuer) &&
    below <= pathLength &&
    mayServe(issuer, KeyUsageFlags.keyCertSign) &&
    isSoundlySigned(issued) &&
    issued.sealed.checkIssued(issuer.sealed) &&
    issued.sealed.verify(issuer.sealed.publicKey)
  )
}

/** Certificates can be forged where they are signed by way of SHA-1. */
function isSoundlySigned({ details }: ReadCertificate): boolean {
  const { hash } = details.signatureAlgorithm as { hash?: { name?: string } }
  return hash?.name !== 'SHA-1'
}

/** What is wrong with the holder's certificate itself. */
function ownFault(shown: ReadCertificate, now: Date): CertificateFault | null {
  if (isAuthority(shown)) return 'wrongUse'
  if (shown.details.getExtension(ExtendedKeyUsageExtension) === null) return 'wrongUse'
  if (!mayServe(shown, KeyUsageFlags.digitalSignature)) return 'wrongUse'
  if (now < shown.details.notBefore) return 'notYetValid'
  return now > shown.details.notAfter ? 'expired' : null
}

/** Whether the certificate is for signing in, or for issuing certificates that are. */
function mayServe({ details }: ReadCertificate, usage: KeyUsageFlags): boolean {
  const usages = details.getExtension(KeyUsagesExtension)?.usages
  const purposes = details.getExtension(ExtendedKeyUsageExtension)?.usages
  return (
    (usages === undefined || (usages & usage) !== 0) &&
    (purposes === undefined || purposes.includes(ExtendedKeyUsage.clientAuth)) &&
    details.extensions.every(({ critical, type }) => !critical || UNDERSTOOD.has(type))
  )
}

/** What is wrong with the authorities on the way, and whether one has revoked what it issued. */
async function faultOfPath(
  path: readonly ReadCertificate[],
  lists: RevocationLists,
  now: Date,
): Promise<CertificateFault | null> {
  for (const [index, issuer] of path.entries()) {
    if (index === 0) continue
    const { notBefore, notAfter } = issuer.details
    if (now < notBefore || now > notAfter) return 'authorityExpired'
  }
  // From the accepted authority down: a revoked authority's lists are worth nothing.
  for (let below = path.length - 2; below >= 0; below -= 1) {
    const verdict = await lists.verdictOn(path[below]!, path[below + 1]!, now)
    if (verdict !== 'good') return verdict
  }
  return null
}
