/** The certificates that `npm start` makes for the demo (S4). */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
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

/** What OpenSSL, which many systems use, finds in a file. */
function openedByOpenSsl(name: string): string {
  const args = ['pkcs12', '-in', fileOf(name), '-passin', `pass:${DEMO_PASSWORD}`, '-nodes']
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })
}

async function checked(name: string) {
  const [certificate] = /-----BEGIN CERTIFICATE[^]+?END CERTIFICATE-----/.exec(
    openedByOpenSsl(name),
  )!
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
    expect(openedByOpenSsl(account.username)).toContain('BEGIN PRIVATE KEY')
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
