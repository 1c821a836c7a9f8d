/** What a client certificate is checked for, and which fault is found (S4). */
import { rm, writeFile } from 'node:fs/promises'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
} from '../../../services/shared/certificates/x509'
import { createAuthority, FOR_SIGNING_IN } from '../../../deploy/demo/certificates/authority'
import type { Authority, Credential } from '../../../deploy/demo/certificates/authority'
import { checkCertificate } from '../../../services/shared/certificates/checkCertificate'
import { parseHolderRule, SUBJECT_ATTRIBUTES } from '../../../services/shared/certificates/holder'
import { readAuthorities } from '../../../services/shared/certificates/readCertificates'
import { createRevocationLists } from '../../../services/shared/certificates/revocationLists'
import { derOf, startAuthority } from '../../support/certificates'
import type { TestAuthority } from '../../support/certificates'
import { DAY_MS } from '../../support/durations'

const { UID } = SUBJECT_ATTRIBUTES
const name = [{ CN: ['Selin Yıldırım'] }, { [UID]: ['184501'] }]
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

let trusted: TestAuthority
let authority: Authority

beforeAll(async () => {
  trusted = await startAuthority()
  authority = trusted.authority
})
afterAll(() => trusted.remove())

function check(chain: readonly Credential[], now = new Date()) {
  const trust = {
    authorities: readAuthorities(trusted.files.authorities),
    lists: createRevocationLists([trusted.files.list]),
    holder: parseHolderRule('UID:registryNo'),
  }
  return checkCertificate(chain.map(derOf), trust, now)
}

const faultOf = async (chain: readonly Credential[]) => (await check(chain)).fault
const HOLDER = { meaning: 'registryNo', number: '184501' }

it('S4 accepts a certificate of the authority, and says whom it names and for how long', async () => {
  const notAfter = new Date('2031-05-06T07:08:09Z')
  const good = await authority.issue({ name, notAfter })
  expect(await check([good])).toMatchObject({
    fault: null,
    holder: HOLDER,
    validity: { until: notAfter },
  })
})

it('S4 finds no certificate, and one that cannot be read', async () => {
  expect(await check([])).toEqual({ fault: 'missing', holder: null, validity: null })
  const trust = { authorities: [], lists: createRevocationLists([]) }
  const holder = parseHolderRule('UID:registryNo')
  const broken = Buffer.from('no certificate')
  expect(await checkCertificate([broken], { ...trust, holder }, new Date())).toMatchObject({
    fault: 'unreadable',
  })
})

describe('S4 the authority', () => {
  it('is none that merely has the same name, and nobody is named then', async () => {
    const stranger = await createAuthority([{ O: ['Bakanlık'] }, { CN: ['Sertifika Makamı'] }])
    const foreign = await stranger.issue({ name })
    const found = { fault: 'unknownAuthority', holder: null }
    expect(await check([foreign])).toMatchObject(found)
    expect(await check([foreign, stranger])).toMatchObject(found)
    expect(await check([stranger])).toMatchObject(found)
  })

  it('may have certified another one, whose certificate the browser sends along', async () => {
    const below = await authority.issueAuthority({ name: [{ CN: ['Alt Makam'] }] })
    await trusted.writeList(
      (await authority.revocationList([])) + '\n' + (await below.revocationList([])),
    )
    const good = await below.issue({ name })
    expect(await faultOf([good, below])).toBeNull()
    expect(await faultOf([good])).toBe('unknownAuthority')
    await trusted.writeList()
    expect(await faultOf([good, below])).toBe('listMissing')
  })

  it('may have revoked the one below', async () => {
    const serialNumber = trusted.revokedSerial
    const below = await authority.issueAuthority({ name: [{ CN: ['Alt Makam'] }], serialNumber })
    await trusted.writeList(
      (await authority.revocationList([serialNumber])) + '\n' + (await below.revocationList([])),
    )
    expect(await faultOf([await below.issue({ name }), below])).toBe('revoked')
    await trusted.writeList()
  })

  it('may have expired', async () => {
    const below = await authority.issueAuthority({
      name: [{ CN: ['Alt Makam'] }],
      notBefore: inDays(-9),
      notAfter: inDays(-1),
    })
    expect(await faultOf([await below.issue({ name }), below])).toBe('authorityExpired')
  })

  it.each<[string, Extension[]]>([
    ['is no authority', FOR_SIGNING_IN],
    [
      'may issue no certificates',
      [new BasicConstraintsExtension(true), new KeyUsagesExtension(KeyUsageFlags.cRLSign)],
    ],
    [
      'may issue certificates for servers only',
      [
        new BasicConstraintsExtension(true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      ],
    ],
    [
      'is limited in a way that is not understood',
      [
        new BasicConstraintsExtension(true),
        new Extension('2.5.29.30', true, Buffer.from('3000', 'hex')),
      ],
    ],
  ])('cannot be one that %s', async (_what, extensions) => {
    const between = await authority.issueAuthority({ name: [{ CN: ['Ara'] }], extensions })
    expect(await faultOf([await between.issue({ name }), between])).toBe('unknownAuthority')
  })

  it('cannot be further away than the one above allows', async () => {
    const last = await authority.issueAuthority({
      name: [{ CN: ['Son'] }],
      extensions: [new BasicConstraintsExtension(true, 0, true)],
    })
    const tooFar = await last.issueAuthority({ name: [{ CN: ['Fazla'] }] })
    expect(await faultOf([await tooFar.issue({ name }), tooFar, last])).toBe('unknownAuthority')
  })
})

it('S4 finds the dates before and after which a certificate cannot be used, and still whom it names', async () => {
  const early = await authority.issue({ name, notBefore: inDays(1), notAfter: inDays(2) })
  const late = await authority.issue({ name, notBefore: inDays(-2), notAfter: inDays(-1) })
  expect(await check([early])).toMatchObject({ fault: 'notYetValid', holder: HOLDER })
  expect(await check([late])).toMatchObject({ fault: 'expired', holder: HOLDER })
  expect(await check([early], inDays(1.5))).toMatchObject({ fault: null })
})

describe('S4 the purpose', () => {
  const clientAuth = new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])

  it.each<[string, Extension[]]>([
    ['is a server', [new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth])]],
    ['is not stated', [new KeyUsagesExtension(KeyUsageFlags.digitalSignature)]],
    ['is to encrypt', [clientAuth, new KeyUsagesExtension(KeyUsageFlags.keyEncipherment)]],
    ['is to issue certificates', [clientAuth, new BasicConstraintsExtension(true)]],
    ['is not understood', [clientAuth, new Extension('1.2.3.4', true, Buffer.from('0500', 'hex'))]],
  ])('cannot be one that %s', async (_what, extensions) => {
    expect(await faultOf([await authority.issue({ name, extensions })])).toBe('wrongUse')
  })

  it('may be stated without a key usage', async () => {
    expect(await faultOf([await authority.issue({ name, extensions: [clientAuth] })])).toBeNull()
  })
})

describe('S4 the list of revoked certificates', () => {
  let good: Credential
  beforeAll(async () => {
    good = await authority.issue({ name })
  })
  afterEach(() => trusted.writeList())

  it('names a revoked certificate, and still whom that names', async () => {
    const revoked = await authority.issue({ name, serialNumber: trusted.revokedSerial })
    expect(await check([revoked])).toMatchObject({ fault: 'revoked', holder: HOLDER })
  })

  it('is read again when it changes', async () => {
    const trust = {
      authorities: readAuthorities(trusted.files.authorities),
      lists: createRevocationLists([trusted.files.list]),
      holder: parseHolderRule('UID:registryNo'),
    }
    const serialNumber = '4c0ffee'
    const later = await authority.issue({ name, serialNumber })
    const faultNow = async () => (await checkCertificate([derOf(later)], trust, new Date())).fault
    expect(await faultNow()).toBeNull()
    await trusted.writeList(await authority.revocationList([trusted.revokedSerial, serialNumber]))
    expect(await faultNow()).toBe('revoked')
  })

  it('may be in DER', async () => {
    const [, base64 = ''] = /-\n([^-]+)-/.exec(await authority.revocationList([])) ?? []
    await writeFile(trusted.files.list, Buffer.from(base64, 'base64'))
    expect(await faultOf([good])).toBeNull()
  })

  it('is missed when there is none, or only that of another authority', async () => {
    const other = await createAuthority([{ CN: ['Başka Makam'] }])
    await trusted.writeList(await other.revocationList([]))
    expect(await faultOf([good])).toBe('listMissing')
    await rm(trusted.files.list)
    expect(await faultOf([good])).toBe('listMissing')
  })

  it('must be current', async () => {
    await trusted.writeList(await authority.revocationList([], { nextUpdate: inDays(-0.5) }))
    expect(await faultOf([good])).toBe('listOutdated')
    await trusted.writeList(
      await authority.revocationList([], { thisUpdate: inDays(1), nextUpdate: inDays(2) }),
    )
    expect(await faultOf([good])).toBe('listOutdated')
  })

  it('must be whole, readable, and signed by the authority', async () => {
    const supplement = new Extension('2.5.29.27', true, Buffer.from('020101', 'hex'))
    const forged = await createAuthority([{ O: ['Bakanlık'] }, { CN: ['Sertifika Makamı'] }])
    for (const list of [
      await authority.revocationList([], { extensions: [supplement] }),
      await forged.revocationList([]),
      'no list',
      '',
    ]) {
      await trusted.writeList(list)
      expect(await faultOf([good])).toBe('listUnusable')
    }
  })
})

it.each([
  ['has no number', [{ CN: ['Selin'] }]],
  ['has two', [{ [UID]: ['184501'] }, { [UID]: ['184502'] }]],
  ['has another kind of text there', [{ [UID]: ['Selin Yıldırım'] }]],
])('S4 a certificate names nobody whose subject %s', async (_what, subject) => {
  expect(await check([await authority.issue({ name: subject })])).toMatchObject({
    fault: 'namesNobody',
    holder: null,
  })
})
