/** The certificates that `npm start` makes for the demo (S4). */
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createSecureContext } from 'node:tls'
import { asn1, pkcs12, pki } from 'node-forge'
import type { Credential } from '../../../deploy/demo/certificates/authority'
import { ensureDemoCertificates } from '../../../deploy/demo/certificates/demoCertificates'
import type { DemoCertificates } from '../../../deploy/demo/certificates/demoCertificates'
import { DEMO_PASSWORD } from '../../../services/kps/people/account'
import { clerks, namedStaff } from '../../../services/kps/people/namedStaff'
import { checkCertificate } from '../../../services/shared/certificates/checkCertificate'
import { parseHolderRule } from '../../../services/shared/certificates/holder'
import { readAuthorities } from '../../../services/shared/certificates/readCertificates'
import { createRevocationLists } from '../../../services/shared/certificates/revocationLists'
import { derOf } from '../../support/certificates'

const accounts = [namedStaff[0]!, clerks[0]]
let made: DemoCertificates
beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pyk-demo-certificates-'))
  made = await ensureDemoCertificates(folder, accounts)
})
afterAll(() => rmSync(made.folder, { recursive: true }))

const fileOf = (name: string) => path.join(made.folder, `${name}.p12`)

/** The certificate of the account in a file, which OpenSSL must open too. */
function openedCertificate(name: string): Credential['certificate'] {
  const pfx = readFileSync(fileOf(name))
  createSecureContext({ pfx, passphrase: DEMO_PASSWORD })
  const file = pkcs12.pkcs12FromAsn1(asn1.fromDer(pfx.toString('binary')), DEMO_PASSWORD)
  const { [pki.oids['certBag']!]: bags = [] } = file.getBags({ bagType: pki.oids['certBag']! })
  return pki.certificateToPem(bags[0]!.cert!)
}

async function checked(name: string) {
  const certificate = openedCertificate(name)
  const trust = {
    authorities: readAuthorities(made.authorities),
    lists: createRevocationLists([made.list]),
    holder: parseHolderRule('UID:registryNo'),
  }
  return checkCertificate([derOf({ certificate })], trust, new Date())
}

it.each(accounts)(
  'S4 there is one for $username, which names their registry number',
  async (account) => {
    expect(await checked(account.username)).toMatchObject({
      fault: null,
      holder: { meaning: 'registryNo', number: account.registryNo },
    })
  },
)

it.each([
  ['yanlis-suresi-dolmus', 'expired'],
  ['yanlis-iptal-edilmis', 'revoked'],
  ['yanlis-yabanci-makam', 'unknownAuthority'],
])('S4 %s is wrong in its own way', async (name, fault) => {
  expect(await checked(name)).toMatchObject({ fault })
})

it('S4 only the owner may read them', () => {
  for (const file of readdirSync(made.folder))
    expect(statSync(path.join(made.folder, file)).mode & 0o077).toBe(0)
  expect(statSync(made.folder).mode & 0o077).toBe(0)
})

it('S4 a later start keeps them', async () => {
  const before = readFileSync(fileOf(accounts[0]!.username))
  await ensureDemoCertificates(made.folder, accounts)
  expect(readFileSync(fileOf(accounts[0]!.username)).equals(before)).toBe(true)
})
