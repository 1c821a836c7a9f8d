/** "Sertifikalı Giriş" (S4) over real TLS connections, and behind a proxy that passes certificates. */
import { constants } from 'node:crypto'
import supertest from 'supertest'
import { createAuthority, FOR_SIGNING_IN } from '../../../deploy/demo/certificates/authority'
import type { Credential } from '../../../deploy/demo/certificates/authority'
import { SUBJECT_ATTRIBUTES } from '../../../services/shared/certificates/holder'
import { route, view } from '../../../services/shared/web'
import { derOf, startAuthority } from '../../support/certificates'
import type { TestAuthority } from '../../support/certificates'
import { cookiesOf, keyOf, startAppWithDoor } from '../../support/certificateDoor'
import type { AppWithDoor } from '../../support/certificateDoor'
import { DAY_MS } from '../../support/durations'
import { Visitor } from '../../support/webKitApp'
import { PASSWORD } from '../../support/webServer'

const REGISTRY_NO = { staff: '184501', clerk: '184502', projectManager: '184503' }
const { UID, serialNumber: SERIAL } = SUBJECT_ATTRIBUTES
const named = (registryNo: string) => [{ CN: ['Gülşen Öztürk'] }, { [UID]: [registryNo] }]
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

const routes = ['/', '/files/:personId'].map((path) =>
  route({
    method: 'get',
    path,
    access: 'signedIn',
    audit: path === '/' ? 'none: a home page' : 'personFileOpened',
    handle: () =>
      view('error', { title: 'Sayfa', text: 'Metin', next: { href: '/', text: 'Ana sayfa' } }),
  }),
)

let trusted: TestAuthority
let good: Credential

beforeAll(async () => {
  trusted = await startAuthority()
  good = await trusted.authority.issue({ name: named(REGISTRY_NO.staff) })
})
afterAll(() => trusted.remove())

describe('at the listener', () => {
  let app: AppWithDoor
  beforeAll(async () => {
    app = await startAppWithDoor(routes, { trusted })
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    await app.store.connection.collection('auditEntries').deleteMany({})
    await app.store.rateLimits.deleteMany({})
  })

  const audited = () => app.store.auditEntries.find().sort({ at: 1 }).lean()
  const openPage = (path: string, cookies: string) =>
    supertest(app.url).get(path).set('Cookie', cookies)

  it('S4 signs in with a sound certificate and leads back to the page that was asked for', async () => {
    const answer = await app.show(good, {
      path: '/login/certificate?return=%2Ffiles%2Fp-1%3Ftab%3D2',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toBe(`${app.publicAt}/files/p-1?tab=2`)
    const page = await openPage('/files/p-1', cookiesOf(answer)).expect(200)
    expect(page.text).toContain('Gülşen Öztürk · 184501')
    expect(
      (await app.store.accounts.findById('account-staff').lean())!.lastSignedInAt,
    ).toBeDefined()
  })

  it('S4 marks the session and what is done in it as one with a certificate', async () => {
    const answer = await app.show(good)
    await openPage('/files/p-2', cookiesOf(answer)).expect(200)
    const sessions = app.store.connection.collection('portalSessions')
    expect(await sessions.findOne({ 'session.signedInWith': 'certificate' })).toMatchObject({
      session: { accountId: 'account-staff' },
    })
    const clerk = await Visitor.signedIn(app, 'clerk')
    await clerk.page('/files/p-3')
    expect(await audited()).toMatchObject([
      { event: 'signedIn', actor: 'account-staff', outcome: 'done', byCertificate: true },
      { event: 'personFileOpened', subject: 'p-2', byCertificate: true },
      { event: 'signedIn', actor: 'account-clerk' },
      { event: 'personFileOpened', subject: 'p-3' },
    ])
    expect((await audited()).filter(({ byCertificate }) => byCertificate === true)).toHaveLength(2)
  })

  it('S4 begins a new session, also if another person was signed in', async () => {
    const before = await new Visitor(app).signIn('clerk')
    const old = cookiesOf({ headers: before.headers })
    const answer = await app.show(good, { headers: { Cookie: old } })
    const [, oldId] = /pyk\.portal=([^;]+)/.exec(old)!
    expect(cookiesOf(answer)).toMatch(/pyk\.portal=/)
    expect(cookiesOf(answer)).not.toContain(oldId)
    expect((await openPage('/', old)).headers['location']).toBe('/login')
    expect((await openPage('/', cookiesOf(answer))).text).toContain('184501')
  })

  it('S4 never leads to another site', async () => {
    const answer = await app.show(good, { path: '/login/certificate?return=%2F%2Fevil.example' })
    expect(answer.headers.location).toBe(`${app.publicAt}/`)
  })

  it('S4 needs no password, not even instead of a one-time password that is too old', async () => {
    const name = named('190777')
    await app.store.accounts.collection.insertOne({
      ...(await app.store.accounts.findById('account-staff').lean())!,
      _id: 'account-new' as never,
      username: 'new',
      personKey: 'key-new',
      registryNo: '190777',
      oneTimePasswordUntil: inDays(-1),
    })
    const answer = await app.show(await trusted.authority.issue({ name }))
    await openPage('/', cookiesOf(answer)).expect(200)
  })

  it('S4 lists both ways on the login page, and the way to the door keeps the page', async () => {
    const login = await new Visitor(app).page('/login?return=%2Ffiles%2Fp-1')
    expect(login).toMatch(/<h2[^>]*>Sertifikalı Giriş</)
    expect(login).toMatch(/<h2[^>]*>Sertifikasız Giriş</)
    expect(login).toContain(`href="${app.doorAt}/login/certificate?return=%2Ffiles%2Fp-1"`)
  })

  it('S4 leads from its address without TLS to the door', async () => {
    const { headers } = await supertest(app.url).get('/login/certificate?return=%2Ffiles%2Fp-1')
    expect(headers['location']).toBe(`${app.doorAt}/login/certificate?return=%2Ffiles%2Fp-1`)
    expect(await audited()).toEqual([])
  })

  it('S4 serves only its own page at the door, in both languages', async () => {
    const elsewhere = await app.show(good, { path: '/files/p-1?tab=2' })
    expect(elsewhere.headers.location).toBe(`${app.publicAt}/files/p-1?tab=2`)
    expect((await app.show(good, { path: '/login', method: 'POST' })).status).toBe(404)
    const english = await app.show(null, { headers: { Cookie: 'pyk.language=en' } })
    expect(english.text).toContain('Your browser did not show a certificate.')
    const language = await app.show(null, { path: '/language/en?return=%2Flogin%2Fcertificate' })
    expect(language.headers.location).toBe('/login/certificate')
  })

  it('S4 believes no header at the door or elsewhere', async () => {
    const header = { 'Client-Cert': `:${derOf(good).toString('base64')}:` }
    const atDoor = await app.show(null, { headers: header })
    expect(atDoor.text).toContain('Tarayıcınız bir sertifika göstermedi.')
    const elsewhere = await supertest(app.url).get('/login/certificate').set(header)
    expect(elsewhere.headers['location']).toContain(app.doorAt)
    expect(String(elsewhere.headers['set-cookie'])).not.toContain('pyk.portal=')
  })

  describe('refuses', () => {
    const make: Record<string, () => Promise<Credential | null>> = {
      missing: () => Promise.resolve(null),
      unknownAuthority: async () =>
        (await createAuthority([{ CN: ['Yabancı'] }])).issue({ name: named(REGISTRY_NO.staff) }),
      notYetValid: () =>
        issue({ notBefore: new Date('2036-02-01T09:00:00Z'), notAfter: new Date('2037-01-01') }),
      expired: () => issue({ notBefore: inDays(-400), notAfter: new Date('2026-02-01T09:00:00Z') }),
      wrongUse: () => issue({ extensions: FOR_SIGNING_IN.slice(0, 2) }),
      revoked: () => issue({ serialNumber: trusted.revokedSerial }),
      namesNobody: () => trusted.authority.issue({ name: [{ CN: ['Adsız'] }] }),
      noAccount: () => trusted.authority.issue({ name: named('999999') }),
      notForYou: () => trusted.authority.issue({ name: named(REGISTRY_NO.projectManager) }),
    }
    const issue = (order: object) =>
      trusted.authority.issue({ name: named(REGISTRY_NO.staff), ...order })

    it.each([
      ['missing', 'Tarayıcınız bir sertifika göstermedi.', null],
      ['unknownAuthority', 'kabul edilen bir sertifika makamı vermemiş', null],
      ['notYetValid', 'Bu sertifika 1 Şubat 2036 tarihinden önce kullanılamaz.', 'account-staff'],
      ['expired', 'Bu sertifikanın süresi 1 Şubat 2026 tarihinde doldu.', 'account-staff'],
      ['wrongUse', 'Bu sertifika oturum açmak için verilmemiş.', 'account-staff'],
      ['revoked', 'Bu sertifika, onu veren makam tarafından iptal edilmiş.', 'account-staff'],
      ['namesNobody', 'Bu sertifikada sizi tanıtan numara bulunamadı.', null],
      ['noAccount', 'size ait bir hesap yok', null],
      ['notForYou', 'hesabınız bu uygulamayı kullanamaz', 'account-projectManager'],
    ])('S4 %s in its own words, with a next step, and audits it', async (fault, words, subject) => {
      const answer = await app.show(await make[fault]!())
      expect(answer.status).toBe(403)
      expect(answer.text).toContain(words)
      expect(answer.text).toContain('Ne yapabilirsiniz?')
      expect(answer.text).toContain(`href="${app.publicAt}/login"`)
      expect(answer.headers['set-cookie']?.join() ?? '').not.toContain('pyk.portal=')
      expect(await audited()).toMatchObject([
        {
          event: 'signedIn',
          outcome: 'refused',
          actor: null,
          subject,
          certificateFault: fault,
          address: '127.0.0.0/24',
        },
      ])
    })

    it.each([
      ['closed.disabled', { disabledAt: new Date() }, 'hesabınız kapatılmış'],
      ['closed.expired', { expiresOn: '2026-01-01' }, 'hesabınızın süresi doldu'],
    ])('S4 the holder of an account that is %s', async (fault, closing, words) => {
      await app.store.accounts.updateOne({ _id: 'account-staff' }, { $set: closing })
      try {
        const answer = await app.show(good)
        expect(answer.text).toContain(words)
        expect(await audited()).toMatchObject([
          { subject: 'account-staff', certificateFault: fault, outcome: 'refused' },
        ])
      } finally {
        const $unset = Object.fromEntries(Object.keys(closing).map((field) => [field, 1]))
        await app.store.accounts.updateOne({ _id: 'account-staff' }, { $unset })
      }
    })

    it('S4 a certificate that fits two accounts', async () => {
      const { _id, ...clerk } = (await app.store.accounts.findById('account-clerk').lean())!
      const twin = { ...clerk, _id: `${_id}-2`, username: 'twin', personKey: 'key-twin' }
      await app.store.accounts.create(twin)
      const name = named(REGISTRY_NO.clerk)
      const answer = await app.show(await trusted.authority.issue({ name }))
      expect(answer.text).toContain('birden çok hesaba uyuyor')
      await app.store.accounts.deleteOne({ _id: twin._id })
    })
  })

  it.each([
    ['listOutdated', () => ({ nextUpdate: inDays(-1), thisUpdate: inDays(-9) }), 'güncel değil'],
    ['listUnusable', null, 'listesi okunamadı'],
  ] as const)(
    'S4 says that it is our fault when %s, and counts no failure',
    async (fault, dates, words) => {
      await trusted.writeList(
        dates === null ? 'x' : await trusted.authority.revocationList([], dates()),
      )
      try {
        const answer = await app.show(good)
        expect(answer.status).toBe(503)
        expect(answer.text).toContain(words)
        expect(answer.text).toContain('Bu bir sistem arızasıdır, sertifikanızla ilgili değildir.')
        expect(app.logged()).toContain(`"reason":"${fault}"`)
        expect(await app.store.rateLimits.countDocuments()).toBe(0)
        expect(await audited()).toMatchObject([{ outcome: 'refused', certificateFault: fault }])
      } finally {
        await trusted.writeList()
      }
    },
  )

  it('S4 speaks TLS 1.2 or later, with forward secrecy', async () => {
    const secureOptions = constants.SSL_OP_LEGACY_SERVER_CONNECT
    const old = { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'ALL@SECLEVEL=0' } as const
    await expect(app.show(good, { tls: { ...old, secureOptions } })).rejects.toThrow()
    const ciphers = 'AES256-GCM-SHA384:AES128-SHA'
    await expect(app.show(good, { tls: { maxVersion: 'TLSv1.2', ciphers } })).rejects.toThrow()
    expect((await app.show(good, { tls: { maxVersion: 'TLSv1.2' } })).status).toBe(303)
  })
})

it('S4 sends its cookies over TLS only where the pages have TLS too', async () => {
  const app = await startAppWithDoor(routes, { trusted, https: true })
  const cookies = (await app.show(good)).headers['set-cookie']!
  expect(cookies.length).toBeGreaterThan(0)
  for (const cookie of cookies) expect(cookie).toMatch(/; Secure/)
  await app.close()
})

describe('guessing', () => {
  it('S4 slows down an address that keeps showing a refused certificate', async () => {
    const login = { freePerAccount: 2, accountDelaysMs: [3_600_000], patienceMs: 0 }
    const app = await startAppWithDoor(routes, { trusted, limits: { login } })
    const nobody = await trusted.authority.issue({ name: named('999999') })
    for (const status of [403, 403, 403, 429]) expect((await app.show(nobody)).status).toBe(status)
    expect((await app.show(good)).status).toBe(303)
    await app.close()
  })
})

describe('where only certificates are accepted', () => {
  it('S4 the door says so, and neither a password nor a session of one opens anything', async () => {
    const app = await startAppWithDoor(routes, { trusted, certificateOnly: true })
    const login = await new Visitor(app).page('/login')
    expect(login).toContain('Bu uygulamaya yalnızca sertifikayla girilir')
    expect(login).not.toContain('name="password"')
    const cookies = cookiesOf(await app.show(good))
    const { text } = await supertest(app.url).get('/').set('Cookie', cookies).expect(200)
    const [, _csrf] = /name="_csrf" value="([0-9a-f]+)"/.exec(text)!
    const byPassword = await supertest(app.url)
      .post('/login')
      .set('Cookie', cookies)
      .type('form')
      .send({ _csrf, username: 'staff', password: PASSWORD })
    expect(byPassword.status).toBe(409)
    expect(byPassword.text).toContain('kullanıcı adı ve parola kabul edilmez')

    await app.store.connection
      .collection('portalSessions')
      .updateMany({}, { $set: { 'session.signedInWith': 'password' } })
    await supertest(app.url).get('/').set('Cookie', cookies).expect(303)
    const refused = await app.show(null)
    expect(refused.text).not.toContain('Sertifikasız Giriş')
    await app.close()
  })
})

describe('behind a proxy', () => {
  const header = (credential: Pick<Credential, 'certificate'>) =>
    `:${derOf(credential).toString('base64')}:`
  let app: AppWithDoor
  const open = async (trustedProxies: string[], holder?: string) => {
    app = await startAppWithDoor(routes, {
      trusted,
      source: 'proxy',
      trustedProxies,
      ...(holder === undefined ? {} : { holder }),
    })
  }
  const pass = (headers: Record<string, string>) =>
    supertest(app.url).get('/login/certificate?return=%2Ffiles%2Fp-1').set(headers)
  afterEach(() => app.close())

  it('S4 believes the certificate that a listed one passes', async () => {
    await open(['127.0.0.0/8'])
    const answer = await pass({ 'Client-Cert': header(good), 'X-Forwarded-For': '198.51.100.7' })
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/files/p-1')
    expect(answer.headers['set-cookie']).toContainEqual(expect.stringMatching(/^pyk\.portal=/))
  })

  it('S4 finds the authorities between in the chain that it passes', async () => {
    await open(['127.0.0.1'])
    const below = await trusted.authority.issueAuthority({ name: [{ CN: ['Alt Makam'] }] })
    await trusted.writeList(
      (await trusted.authority.revocationList([])) + '\n' + (await below.revocationList([])),
    )
    const holder = await below.issue({ name: named(REGISTRY_NO.staff) })
    const chain = { 'Client-Cert-Chain': `${header(below)}, ${header(trusted.authority)}` }
    expect((await pass({ 'Client-Cert': header(holder), ...chain })).status).toBe(303)
    expect((await pass({ 'Client-Cert': header(holder) })).text).toContain('makamı vermemiş')
    await trusted.writeList()
  })

  it('S4 ignores what anybody else sends', async () => {
    await open(['192.0.2.1'])
    const answer = await pass({ 'Client-Cert': header(good) })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Tarayıcınız bir sertifika göstermedi.')
  })

  it.each([
    ['no byte sequence', (one: string) => one.replaceAll(':', '')],
    ['two certificates', (one: string) => `${one}, ${one}`],
    ['nothing', () => '::'],
  ])('S4 reads no certificate from a header with %s', async (_what, broken) => {
    await open(['127.0.0.1'])
    const answer = await pass({ 'Client-Cert': broken(header(good)) })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Tarayıcınızdan gelen sertifika okunamadı.')
  })

  it.each(['10000000146', 'PNOTR-10000000146'])(
    'S4 finds the account by the identity number %s, of which only a key is stored',
    async (number) => {
      await open(['127.0.0.1'], 'serialNumber:identityNumber')
      const personKey = keyOf('10000000146')
      await app.store.accounts.updateOne({ _id: 'account-clerk' }, { $set: { personKey } })
      const subject = [{ CN: ['Gülşen Öztürk'] }, { [SERIAL]: [number] }]
      const credential = await trusted.authority.issue({ name: subject })
      expect((await pass({ 'Client-Cert': header(credential) })).status).toBe(303)
      expect(app.logged()).not.toContain('10000000146')
      const [entry] = await app.store.auditEntries.find().lean()
      expect(entry).toMatchObject({ event: 'signedIn', actor: 'account-clerk' })
      expect(JSON.stringify(entry)).not.toContain('10000000146')
    },
  )
})
