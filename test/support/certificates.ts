/** Certificates of each kind for tests, with the files that the web apps check them against. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PemConverter } from '../../services/shared/certificates/x509'
import { createAuthority } from '../../deploy/demo/certificates/authority'
import type { Authority, Credential } from '../../deploy/demo/certificates/authority'

export interface TestAuthority {
  authority: Authority
  /** The files of the settings CERTIFICATE_AUTHORITIES and CERTIFICATE_REVOCATION_LISTS. */
  files: { authorities: string; list: string }
  /** Serial number of the certificates that it has revoked. */
  revokedSerial: string
  /** Writes another list, by default the usual one. */
  writeList(pem?: string): Promise<void>
  remove(): Promise<void>
}

const REVOKED = '4badbadbadbadbad'

/** An authority in a folder of its own, with a current list of one revoked certificate. */
export async function startAuthority(): Promise<TestAuthority> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pyk-authority-'))
  const authority = await createAuthority([{ O: ['Bakanlık'] }, { CN: ['Sertifika Makamı'] }])
  const files = {
    authorities: path.join(folder, 'authorities.pem'),
    list: path.join(folder, 'revoked.crl'),
  }
  const usualList = await authority.revocationList([REVOKED])
  const writeList = (pem = usualList) => writeFile(files.list, pem)
  await writeFile(files.authorities, authority.certificate)
  await writeList()
  return {
    authority,
    files,
    revokedSerial: REVOKED,
    writeList,
    remove: () => rm(folder, { recursive: true }),
  }
}

/** The DER bytes of a certificate in PEM. */
export function derOf({ certificate }: Pick<Credential, 'certificate'>): Buffer {
  return Buffer.from(PemConverter.decodeFirst(certificate))
}
