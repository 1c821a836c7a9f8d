/** "Sertifikasız Giriş" (S5), sessions, and who may open what. */
import { redirect, route, view } from '../../../services/shared/web'
import { PASSWORD, startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

const page = view('error', {
  title: 'Sayfa',
  text: 'Metin',
  next: { href: '/', text: 'Ana sayfa' },
})

const routes = [
  route({
    method: 'get',
    path: '/',
    access: 'signedIn',
    audit: 'none: a home page',
    handle: () => page,
  }),
  route({
    method: 'get',
    path: '/files/:personId',
    access: ['clerk'],
    audit: 'personFileOpened',
    handle: () => page,
  }),
  route({
    method: 'post',
    path: '/files/:personId',
    access: ['clerk'],
    audit: 'decisionGiven',
    handle: () => redirect('/'),
  }),
]

const sessionCookie = (response: { headers: object }) =>
  [(response.headers as Record<string, string[]>)['set-cookie'] ?? []]
    .flat()
    .find((each) => each.startsWith('pyk.portal='))

describe('signing in', () => {
  let app: WebKitApp
  let visitor: Visitor

  beforeAll(async () => {
    app = await startWebKitApp(routes, {
      limits: { loginsPerNameAndAddress: 3, loginsPerAddress: 1_000, posts: 1_000 },
    })
  })
  afterAll(() => app.close())
  beforeEach(() => {
    visitor = new Visitor(app)
  })

  it('S5 opens the page one wanted, and keeps its query', async () => {
    const turnedAway = await visitor.agent.get('/files/p-1?tab=2')
    expect(turnedAway.status).toBe(303)
    expect(turnedAway.headers.location).toBe('/login?return=%2Ffiles%2Fp-1%3Ftab%3D2')
    const signedIn = await visitor.signIn('clerk', { back: '/files/p-1?tab=2' })
    expect(signedIn.status).toBe(303)
    expect(signedIn.headers.location).toBe('/files/p-1?tab=2')
    expect((await visitor.agent.get('/files/p-1')).text).toContain('Gülşen Öztürk · 184502')
  })

  it('S5 never leads to another site', async () => {
    const signedIn = await visitor.signIn('staff', { back: '//evil.example/' })
    expect(signedIn.headers.location).toBe('/')
  })

  it('S5 says the same for an unknown name and a wrong password, and shows no password again', async () => {
    const pageAfter = async (username: string, password: string) => {
      const other = new Visitor(app)
      expect((await other.signIn(username, { password })).headers.location).toBe('/login')
      const { text } = await other.agent.get('/login')
      return text.replace(/value="[^"]*"/g, '').replaceAll(/id=[0-9a-f-]{36}/g, '')
    }
    const [unknown, wrong] = [
      await pageAfter('nobody', 'Yanlis-1'),
      await pageAfter('staff', 'Yanlis-1'),
    ]
    expect(unknown).toContain('Kullanıcı adı ya da parola yanlış')
    expect(unknown).toBe(wrong)
    expect(wrong).not.toContain('Yanlis-1')
  })

  it('takes no session id that was there before it', async () => {
    expect(sessionCookie(await visitor.agent.get('/login'))).toBeUndefined()
    const before = sessionCookie(await visitor.signIn('staff'))
    await app.store.connection.collection('portalSessions').deleteMany({})
    const after = sessionCookie(await visitor.signIn('staff'))
    expect(after).toBeDefined()
    expect(after!.split(';')[0]).not.toBe(before!.split(';')[0])
    expect(after).toMatch(/HttpOnly/)
    expect(after).toMatch(/SameSite=Lax/)
  })

  it('is not for roles that have nothing to do here', async () => {
    await visitor.signIn('projectManager')
    expect((await visitor.agent.get('/login')).text).toContain('Bu hesap bu uygulamayı kullanamaz')
    expect((await visitor.agent.get('/')).headers.location).toBe('/login')
  })

  it('ends with logging out', async () => {
    await visitor.signIn('staff')
    expect((await visitor.agent.get('/')).status).toBe(200)
    expect((await visitor.post('/logout')).headers.location).toBe('/login')
    expect((await visitor.agent.get('/login')).text).toContain('Çıkış yaptınız')
    expect((await visitor.agent.get('/')).headers.location).toBe('/login')
  })

  it('is slowed down after some wrong passwords, and forgets them after a right one', async () => {
    await app.store.accounts.create({
      ...(await app.store.accounts.findById('account-staff').lean())!,
      _id: 'account-tried',
      username: 'tried',
      personKey: 'key-tried',
    })
    for (let attempt = 0; attempt < 2; attempt += 1)
      await visitor.signIn('tried', { password: 'Yanlis-1' })
    expect((await visitor.signIn('tried')).headers.location).toBe('/')
    const guesser = new Visitor(app)
    for (let attempt = 0; attempt < 3; attempt += 1)
      await guesser.signIn('tried', { password: 'Yanlis-1' })
    const refused = await guesser.signIn('tried', { password: PASSWORD })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.text).toContain('Çok sayıda deneme yapıldı')
    expect((await new Visitor(app).signIn('staff')).headers.location).toBe('/')
  })
})

describe('an office behind one address', () => {
  let app: WebKitApp
  beforeAll(async () => {
    app = await startWebKitApp(routes, {
      limits: { loginsPerNameAndAddress: 100, loginsPerAddress: 3, posts: 1_000 },
    })
  })
  afterAll(() => app.close())

  it('is not slowed down by logins that were right, only by those that were not', async () => {
    const statusOf = async (password: string) => {
      const answer = await new Visitor(app).signIn('staff', { password })
      return answer.headers.location ?? answer.status
    }
    for (let login = 0; login < 5; login += 1) expect(await statusOf(PASSWORD)).toBe('/')
    for (let slip = 0; slip < 3; slip += 1) expect(await statusOf('Yanlis-1')).toBe('/login')
    expect(await statusOf(PASSWORD)).toBe(429)
  })
})

describe('who may open what', () => {
  let app: WebKitApp

  beforeAll(async () => {
    app = await startWebKitApp(routes, {
      limits: { loginsPerNameAndAddress: 1_000, loginsPerAddress: 1_000, posts: 1_000 },
    })
  })
  afterAll(() => app.close())

  const audited = (subject: string) =>
    app.store.auditEntries.find({ subject }).sort({ at: 1 }).lean()

  it('S74 is told by the role, and both the opening and the refusal are audited', async () => {
    const [clerk, staff] = [new Visitor(app), new Visitor(app)]
    await clerk.signIn('clerk')
    await staff.signIn('staff')
    expect((await clerk.agent.get('/files/p-2')).status).toBe(200)
    const refused = await staff.agent.get('/files/p-2')
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Bu sayfa için yetkiniz yok')
    expect(await audited('p-2')).toMatchObject([
      { event: 'personFileOpened', actor: 'account-clerk', outcome: 'done' },
      { event: 'personFileOpened', actor: 'account-staff', outcome: 'refused' },
    ])
  })

  it('changes at once when a role is taken away', async () => {
    const clerk = new Visitor(app)
    await clerk.signIn('clerk')
    await app.store.accounts.updateOne({ _id: 'account-clerk' }, { roles: ['staff'] })
    expect((await clerk.agent.get('/files/p-3')).status).toBe(403)
    await app.store.accounts.updateOne({ _id: 'account-clerk' }, { roles: ['clerk'] })
    expect((await clerk.agent.get('/files/p-3')).status).toBe(200)
  })

  it('sends whoever posts after the session ended to the login, and from there back to the page of the form', async () => {
    const visitor = new Visitor(app)
    const posted = await visitor.agent
      .post('/files/p-4')
      .set('Referer', `${app.url}/files/p-4`)
      .type('form')
      .send({ _csrf: 'old' })
    expect(posted.headers.location).toBe('/login?return=%2Ffiles%2Fp-4')
    expect((await visitor.agent.get('/login')).text).toContain('Oturumunuz sona erdi')
    expect(await audited('p-4')).toEqual([])
  })

  it('finds nobody signed in after a working day', async () => {
    const visitor = new Visitor(app)
    await visitor.signIn('staff')
    const thirteenHoursAgo = Date.now() - 13 * 60 * 60 * 1000
    await app.store.connection
      .collection('portalSessions')
      .updateMany({}, { $set: { 'session.signedInAt': thirteenHoursAgo } })
    expect((await visitor.agent.get('/')).headers.location).toBe('/login')
  })
})
