/** Changing the own password, and accounts that cannot be used. */
import { createOneTimePassword } from '../../../services/shared/accounts/oneTimePassword'
import { redirect, route, view } from '../../../services/shared/web'
import { DAY_MS } from '../../support/durations'
import { NEW_PASSWORD as NEW, PASSWORD as CURRENT } from '../../support/webServer'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

const PAGE = '/password'

const page = (path: string) =>
  route({
    method: 'get',
    path,
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => view('login', { back: '/', byPassword: true }),
  })

const routes = [
  page('/'),
  page('/further'),
  route({
    method: 'post',
    path: '/further',
    access: 'signedIn',
    audit: 'draftSaved',
    handle: () => redirect('/'),
  }),
  route({
    method: 'get',
    path: '/open',
    access: 'public',
    audit: 'none: an empty form',
    handle: () => view('login', { back: '/', byPassword: true }),
  }),
]

let app: WebKitApp
beforeAll(async () => {
  app = await startWebKitApp(routes, { limits: { posts: 1_000 } })
})
afterAll(() => app.close())

/** An account of its own for a test. */
async function newAccount(further: object = {}): Promise<string> {
  const username = `kisi${crypto.randomUUID().slice(0, 8)}`
  const staff = (await app.store.accounts.findById('account-staff').lean())!
  const own = { _id: `account-${username}`, username, personKey: `key-${username}` }
  await app.store.accounts.create({ ...staff, ...own, ...further })
  return username
}

const change = (visitor: Visitor, entered: Record<string, string> = {}) =>
  visitor.post(PAGE, { password: CURRENT, newPassword: NEW, newPasswordAgain: NEW, ...entered })

const locationOf = ({ headers }: { headers: object }) => (headers as { location?: string }).location

describe('the own password', () => {
  it('S5 S6 is changed by its owner, who stays signed in here and nowhere else', async () => {
    const username = await newAccount()
    const [here, elsewhere] = [
      await Visitor.signedIn(app, username),
      await Visitor.signedIn(app, username),
    ]
    await elsewhere.page('/')
    expect(locationOf(await change(here, { return: '/further' }))).toBe('/further')
    expect(await here.page('/further')).toContain('Parolanız değişti.')
    expect(locationOf(await elsewhere.get('/'))).toBe('/login')
    expect(locationOf(await new Visitor(app).signIn(username))).toBe('/login')
    expect(locationOf(await new Visitor(app).signIn(username, { password: NEW }))).toBe('/')
  })

  it('S6 is audited without the password, which no log and no returned form contains', async () => {
    const username = await newAccount()
    const visitor = await Visitor.signedIn(app, username)
    await change(visitor, { newPasswordAgain: 'başka bir parola' })
    const returned = await visitor.page(PAGE)
    await change(visitor)
    const entries = await app.store.auditEntries
      .find({ event: 'passwordChanged', actor: `account-${username}` })
      .sort({ at: 1 })
      .lean()
    expect(entries.map(({ outcome, subject }) => [outcome, subject])).toEqual([
      ['refused', `account-${username}`],
      ['done', `account-${username}`],
    ])
    const notes = await app.store.connection.collection('portalPageNotes').find().toArray()
    for (const text of [returned, app.logged(), JSON.stringify(notes)])
      for (const secret of [CURRENT, NEW, 'başka bir parola']) expect(text).not.toContain(secret)
  })

  it.each([
    [{ password: '' }, 'Şimdiki parolanızı girin'],
    [{ password: 'Yanlis-Parola-1' }, 'Şimdiki parolanız yanlış'],
    [{ newPassword: 'kısa', newPasswordAgain: 'kısa' }, 'en az 12 karakter olmalı'],
    [
      { newPassword: 'Galatasaray1905', newPasswordAgain: 'Galatasaray1905' },
      'Bu parola çok yaygın',
    ],
    [{ newPassword: CURRENT, newPasswordAgain: CURRENT }, 'Yeni parola şimdikiyle aynı'],
    [{ newPasswordAgain: `${NEW}!` }, 'birbirinden farklı'],
  ])('S6 is not changed with %j', async (entered, text) => {
    const username = await newAccount()
    const visitor = await Visitor.signedIn(app, username)
    await change(visitor, entered)
    expect(await visitor.page(PAGE)).toContain(text)
    expect(locationOf(await new Visitor(app).signIn(username))).toBe('/')
  })

  it('S5 cannot be guessed on this page: failures count as those of the login do', async () => {
    const username = await newAccount()
    const visitor = await Visitor.signedIn(app, username)
    const failures = () =>
      app.store.rateLimits.countDocuments({ key: /^login-failures-account/ }).exec()
    const before = await failures()
    await change(visitor, { password: 'Yanlis-Parola-1' })
    expect(await failures()).toBe(before + 1)
  })
})

describe('a one-time password', () => {
  it('S6 opens no page but that of the new password, which leads on to where the person wanted', async () => {
    const { password, stored } = await createOneTimePassword(new Date())
    const username = await newAccount(stored)
    const visitor = new Visitor(app)
    expect(locationOf(await visitor.signIn(username, { password, back: '/further' }))).toBe(
      '/further',
    )
    expect(locationOf(await visitor.get('/further'))).toBe('/password?return=%2Ffurther')
    expect(locationOf(await visitor.post('/further'))).toBe('/password')
    await visitor.page('/open')
    const html = await visitor.page('/password?return=%2Ffurther')
    expect(html).toContain('Kendi parolanızı belirleyin')
    const entered = { password, newPassword: NEW, newPasswordAgain: NEW }
    expect(locationOf(await visitor.press(html, 'Parolayı kaydet', entered))).toBe('/further')
    await visitor.page('/further')
    expect(locationOf(await new Visitor(app).signIn(username, { password }))).toBe('/login')
  })

  it('S6 is easy to read, differs each time, and can no longer be used after two weeks', async () => {
    const longAgo = new Date(Date.now() - 15 * DAY_MS)
    const { password, stored } = await createOneTimePassword(longAgo)
    expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/)
    expect((await createOneTimePassword(longAgo)).password).not.toBe(password)
    const visitor = new Visitor(app)
    await visitor.signIn(await newAccount(stored), { password })
    expect(await visitor.page('/login')).toContain('Tek kullanımlık parolanızın süresi doldu')
  })
})

describe('an account', () => {
  it.each([
    ['disabled', { disabledAt: new Date() }, 'Hesabınız kapatılmış'],
    ['expired', { expiresOn: '2020-01-01' }, 'Hesabınızın süresi doldu'],
  ])(
    'S6 that is %s ends its sessions at once, and says so at the login',
    async (_how, closing, text) => {
      const username = await newAccount()
      const visitor = await Visitor.signedIn(app, username)
      await visitor.page('/')
      await app.store.accounts.updateOne({ username }, { $set: closing })
      expect(locationOf(await visitor.get('/'))).toBe('/login')
      const other = new Visitor(app)
      await other.signIn(username)
      expect(await other.page('/login')).toContain(text)
      await other.signIn(username, { password: 'Yanlis-Parola-1' })
      const html = await other.page('/login')
      expect(html).toContain('Kullanıcı adı ya da parola yanlış')
      expect(html).not.toContain(text)
    },
  )

  it('S6 keeps when it was first and last signed in with', async () => {
    const username = await newAccount({ firstSignedInAt: new Date(5), lastSignedInAt: new Date(5) })
    await Visitor.signedIn(app, username)
    const account = (await app.store.accounts.findOne({ username }).lean())!
    expect(account.firstSignedInAt).toEqual(new Date(5))
    expect(account.lastSignedInAt!.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })
})
