/**
 * The certificates of the demo (S4): one for each account, one for each way to be wrong, and the
 * files that the web apps check them against. Made at the first start, kept with the data.
 */
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DEMO_PASSWORD } from '../../../services/kps/people/account'
import type { DemoAccount } from '../../../services/kps/people/account'
import { demoAccounts } from '../../../services/kps/people/people'
import { SUBJECT_ATTRIBUTES } from '../../../services/shared/certificates/holder'
import type { JsonName } from '../../../services/shared/certificates/x509'
import { authorityOf, createAuthority, makeKeys } from './authority'
import type { Authority, Credential } from './authority'
import { pkcs12Of } from './pkcs12'

/** Where certificates name their holder; the default of CERTIFICATE_HOLDER. */
const { UID } = SUBJECT_ATTRIBUTES
const REVOKED_SERIAL = '4d656d6f01'
const DAY_MS = 24 * 60 * 60 * 1000
const MANY_YEARS_MS = 3600 * DAY_MS

export interface DemoCertificates {
  /** The folder with the `.p12` files; their password is that of the accounts. */
  folder: string
  /** For the settings CERTIFICATE_AUTHORITIES and CERTIFICATE_REVOCATION_LISTS. */
  authorities: string
  list: string
}

/** Makes what is missing. Only the owner may read the files. */
export async function ensureDemoCertificates(
  folder: string,
  accounts: readonly DemoAccount[] = demoAccounts,
): Promise<DemoCertificates> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const authority = await ensureAuthority(folder)
  const files = {
    folder,
    authorities: path.join(folder, 'makam.pem'),
    list: path.join(folder, 'iptal-listesi.crl'),
  }
  // Written at each start, since a list is current for a limited time.
  await writePrivate(files.list, await authority.revocationList([REVOKED_SERIAL]))
  // The accounts share their password, and as many keys would take half a minute to make.
  const keys = await makeKeys()
  await Promise.all([
    ...accounts.map((account) =>
      ensureFile(path.join(folder, `${account.username}.p12`), async () =>
        pkcs12Of(
          await authority.issue({ ...lasting(nameOf(account)), keys }),
          authority,
          DEMO_PASSWORD,
        ),
      ),
    ),
    ...Object.entries(wrongOnes(authority, accounts[0]!)).map(([name, make]) =>
      ensureFile(path.join(folder, `${name}.p12`), async () => {
        const { credential, issuer } = await make()
        return pkcs12Of(credential, issuer, DEMO_PASSWORD)
      }),
    ),
  ])
  return files
}

/** Certificates that name an account but open nothing. */
function wrongOnes(
  authority: Authority,
  account: DemoAccount,
): Record<string, () => Promise<{ credential: Credential; issuer: Authority }>> {
  const name = nameOf(account)
  const now = Date.now()
  return {
    'yanlis-suresi-dolmus': async () => ({
      issuer: authority,
      credential: await authority.issue({
        name,
        notBefore: new Date(now - 400 * DAY_MS),
        notAfter: new Date(now - 30 * DAY_MS),
      }),
    }),
    'yanlis-iptal-edilmis': async () => ({
      issuer: authority,
      credential: await authority.issue({ ...lasting(name), serialNumber: REVOKED_SERIAL }),
    }),
    'yanlis-yabanci-makam': async () => {
      const issuer = await createAuthority([{ CN: ['Yabancı Sertifika Makamı'] }])
      return { issuer, credential: await issuer.issue(lasting(name)) }
    },
  }
}

function nameOf({ person, registryNo }: DemoAccount): JsonName {
  return [
    { O: ['Örnek veriler'] },
    { CN: [`${person.name} ${person.surname}`] },
    { [UID]: [registryNo] },
  ]
}

function lasting(name: JsonName) {
  return { name, notAfter: new Date(Date.now() + MANY_YEARS_MS) }
}

async function ensureAuthority(folder: string): Promise<Authority> {
  const certificate = path.join(folder, 'makam.pem')
  const key = path.join(folder, 'makam.key')
  if ((await exists(certificate)) && (await exists(key))) {
    return authorityOf({
      certificate: await readFile(certificate, 'utf8'),
      key: await readFile(key, 'utf8'),
    })
  }
  const authority = await createAuthority([{ O: ['Örnek veriler'] }, { CN: ['Sertifika Makamı'] }])
  await writePrivate(key, authority.key)
  await writePrivate(certificate, authority.certificate)
  return authority
}

async function ensureFile(file: string, make: () => Promise<Buffer>): Promise<void> {
  if (!(await exists(file))) await writePrivate(file, await make())
}

function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}

function writePrivate(file: string, content: string | Buffer): Promise<void> {
  return writeFile(file, content, { mode: 0o600 })
}
