/** "Sertifikasız Giriş" (S5), sessions, and who may open what. */
import { createAccounts, hashPassword, redirect, route, view } from '../../../services/shared/web'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
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
      limits: { posts: 1_000 },
    })
  })
  afterAll(() => app.close())
  beforeEach(() => {
    visitor = new Visitor(app)
  })

  it('S5 opens the page that was asked for, and keeps its query', async () => {
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

  it('accepts no session id from before the login', async () => {
    expect(sessionCookie(await visitor.agent.get('/login'))).toBeUndefined()
    const before = sessionCookie(await visitor.signIn('staff'))
    await app.store.connection.collection('portalSessions').deleteMany({})
    const after = sessionCookie(await visitor.signIn('staff'))
    expect(after).toBeDefined()
    expect(after!.split(';')[0]).not.toBe(before!.split(';')[0])
    expect(after).toMatch(/HttpOnly/)
    expect(after).toMatch(/SameSite=Lax/)
  })

  describe('with a changed password', () => {
    const NEW_PASSWORD = 'Yeni-Parola-2'
    let guest: Visitor
    const changePassword = async () => {
      const accounts = createAccounts(app.store)
      await accounts.changePassword((await accounts.find('account-changing'))!, NEW_PASSWORD)
    }

    beforeEach(async () => {
      const { _id: _other, ...staff } = (await app.store.accounts.findById('account-staff').lean())!
      const changing = { ...staff, _id: 'account-changing', username: 'changing' }
      await app.store.accounts.deleteOne({ _id: changing._id })
      await app.store.accounts.create({ ...changing, personKey: 'key-changing' })
      guest = await Visitor.signedIn(app, 'changing')
      await guest.page('/')
    })

    it('needs the new one, and every session from before has ended', async () => {
      const other = await Visitor.signedIn(app, 'changing')
      await changePassword()
      for (const ended of [guest, other])
        expect((await ended.get('/')).headers.location).toBe('/login')
      expect((await visitor.signIn('changing')).headers.location).toBe('/login')
      const again = await new Visitor(app).signIn('changing', { password: NEW_PASSWORD })
      expect(again.headers.location).toBe('/')
    })

    it('ends sessions also when somebody else sets the hash', async () => {
      const passwordHash = await hashPassword(NEW_PASSWORD)
      await app.store.accounts.updateOne({ _id: 'account-changing' }, { $set: { passwordHash } })
      expect((await guest.get('/')).headers.location).toBe('/login')
    })

    it('leaves the sessions of other people as they are', async () => {
      const other = await Visitor.signedIn(app, 'staff')
      await changePassword()
      await other.page('/')
    })

    it.each(['-', '', '$argon2id$v=19$m=19456', '$2b$10$abcdefghijklmnopqrstuv'])(
      'reads that it is wrong when the hash on record is %j, and the log says why',
      async (passwordHash) => {
        await app.store.accounts.collection.updateOne(
          { username: 'changing' },
          { $set: { passwordHash } },
        )
        expect((await visitor.signIn('changing')).headers.location).toBe('/login')
        expect(await visitor.page('/login')).toContain('Kullanıcı adı ya da parola yanlış')
        expect(app.logged()).toMatch(/"account":"account-changing".*hash is unreadable/)
      },
    )
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
})

describe('who may open what', () => {
  let app: WebKitApp

  beforeAll(async () => {
    app = await startWebKitApp(routes, {
      limits: { posts: 1_000 },
    })
  })
  afterAll(() => app.close())

  const audited = (subject: string) =>
    app.store.auditEntries.find({ subject }).sort({ at: 1 }).lean()

  it('S74 depends on the role, and both the opening and the refusal are audited', async () => {
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

  it('sends a person who posts after the session ended to the login, and from there back to the form', async () => {
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
