/**
 * Lists of revoked certificates (CRL) from files that a job of the operators keeps current. They
 * are read again when they change.
 */
import { webcrypto } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { PemConverter, X509Crl } from './x509'
import type { OperatorFault } from './faults'
import type { ReadCertificate } from './readCertificates'

export interface RevocationLists {
  /** Whether the authority that issued a certificate has revoked it, or why that is not known. */
  verdictOn(
    certificate: ReadCertificate,
    issuer: ReadCertificate,
    now: Date,
  ): Promise<'good' | 'revoked' | OperatorFault>
}

interface RevocationList {
  list: X509Crl
  /** Serial numbers. */
  revoked: ReadonlySet<string>
}

interface ReadFile {
  /** Changes with the file. */
  version: string
  /** Null if the file cannot be read as lists. */
  lists: readonly RevocationList[] | null
}

export function createRevocationLists(files: readonly string[]): RevocationLists {
  const known = new Map<string, ReadFile>()

  async function listsIn(file: string): Promise<ReadFile['lists']> {
    const found = await stat(file).catch(() => null)
    if (found === null) return []
    const version = `${found.mtimeMs} ${found.size} ${found.ino}`
    const before = known.get(file)
    if (before?.version === version) return before.lists
    const lists = await readLists(file)
    known.set(file, { version, lists })
    return lists
  }

  return {
    async verdictOn(certificate, issuer, now) {
      const all = await Promise.all(files.map(listsIn))
      const ofIssuer = all
        .flatMap((lists) => lists ?? [])
        .filter(({ list }) => list.issuer === issuer.details.subject)
      if (ofIssuer.length === 0) return all.includes(null) ? 'listUnusable' : 'listMissing'
      const newest = ofIssuer.reduce((one, other) =>
        one.list.thisUpdate >= other.list.thisUpdate ? one : other,
      )
      if (!(await isUsable(newest.list, issuer))) return 'listUnusable'
      if (!isCurrent(newest.list, now)) return 'listOutdated'
      return newest.revoked.has(plainSerial(certificate.details.serialNumber)) ? 'revoked' : 'good'
    },
  }
}

/** The lists of a file in PEM or DER; null if it contains none. */
async function readLists(file: string): Promise<RevocationList[] | null> {
  try {
    const bytes = await readFile(file)
    const text = bytes.toString('latin1')
    const blocks = PemConverter.isPem(text) ? PemConverter.decode(text) : [new Uint8Array(bytes)]
    const lists = blocks.map((block) => new X509Crl(block))
    return lists.length === 0
      ? null
      : lists.map((list) => ({
          list,
          revoked: new Set(list.entries.map(({ serialNumber }) => plainSerial(serialNumber))),
        }))
  } catch {
    return null
  }
}

/**
 * Whether the authority signed the list. A critical extension limits it to some certificates or
 * makes it a supplement of another list; it must not be mistaken for a whole one (RFC 5280, 5.2).
 */
async function isUsable(list: X509Crl, { details }: ReadCertificate): Promise<boolean> {
  if (list.extensions.some(({ critical }) => critical)) return false
  return list.verify({ publicKey: details }, webcrypto as Crypto).catch(() => false)
}

function isCurrent({ thisUpdate, nextUpdate }: X509Crl, now: Date): boolean {
  return thisUpdate <= now && nextUpdate !== undefined && nextUpdate > now
}

function plainSerial(hex: string): string {
  return hex.toLowerCase().replace(/^0+/, '')
}
