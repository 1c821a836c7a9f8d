/** The menu "Modüller", and the page that opens after login (S7–S9). */
import { BusinessRefusal, route, view } from '../../../services/shared/web'
import type { OpeningPageList, Route } from '../../../services/shared/web'
import { linkTo } from '../../support/htmlForm'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

const page = view('search/page', { action: '/search' })
const at = (path: string, access: Route['access']) =>
  route({ method: 'get', path, access, audit: 'none: a page of the test', handle: () => page })

const PAGES: OpeningPageList = [
  { id: 'home', path: '/', key: 'bureau.home.title', access: 'signedIn' },
  { id: 'list', path: '/list', key: 'bureau.queue.print.title', access: ['clerk'] },
  { id: 'search', path: '/search', key: 'bureau.search.title', access: 'signedIn' },
]
const MARK = 'Açılış ana sayfası yap'
const TAKE_BACK = 'Geri al'

let app: WebKitApp
let clerk: Visitor
beforeAll(async () => {
  app = await startWebKitApp(
    [
      at('/', 'signedIn'),
      at('/list', ['clerk']),
      at('/search', 'signedIn'),
      at('/files/:id', 'signedIn'),
      route({
        method: 'get',
        path: '/refused',
        access: 'signedIn',
        audit: 'none: a page of the test',
        handle: () => {
          throw new BusinessRefusal('refusal.closed')
        },
      }),
    ],
    { name: 'bureau', openingPages: PAGES, limits: { posts: 1_000 } },
  )
})
afterAll(() => app?.close())
beforeEach(async () => {
  await app.store.accounts.updateMany({}, { $unset: { openingPages: 1 } })
  clerk = await Visitor.signedIn(app, 'clerk')
})

/** Where a new login of the same person leads. */
async function afterLogin(username = 'clerk', back = '') {
  const { headers } = await new Visitor(app).signIn(username, { back })
  return headers.location as string
}
const keptFor = async (accountId: string) =>
  (await app.store.accounts.findById(accountId).lean())?.openingPages ?? null
const menuOf = (html: string) => html.split('data-module="modules"')[1]!.split('</details>')[0]!

/** What a person reads on the button that opens the menu. */
const summaryOf = (menu: string) =>
  /<summary[^>]*>(.*?)<\/summary>/s
    .exec(menu)![1]!
    .replace(/<[^>]+>/g, '')
    .trim()

describe('after login', () => {
  it('S7 the standard page opens for those who marked none', async () => {
    expect(await afterLogin()).toBe('/')
  })

  it('S8 the page opens that was marked with one press', async () => {
    const marked = await clerk.pressOn('/list', MARK)
    expect(marked.headers.location).toBe('/list')
    expect(await clerk.page('/list')).toContain('“Basım bekleyenler” açılış ana sayfanız oldu')
    expect(await afterLogin()).toBe('/list')
    expect(await afterLogin('staff')).toBe('/')
  })

  it('S8 a person who opens the login while signed in gets their opening page as well', async () => {
    await clerk.pressOn('/list', MARK)
    expect((await clerk.get('/login')).headers.location).toBe('/list')
  })

  it('S8 the standard page opens again once the mark is taken back', async () => {
    await clerk.pressOn('/list', MARK)
    await clerk.pressOn('/list', TAKE_BACK)
    expect(await clerk.page('/list')).toContain('Girişte yine “Standart Ana Sayfa” açılır')
    expect(await afterLogin()).toBe('/')
    expect(await keptFor('account-clerk')).toEqual({})
  })

  it('S7 marking the standard page takes the mark from another one', async () => {
    await clerk.pressOn('/list', MARK)
    await clerk.pressOn('/', MARK)
    expect(await afterLogin()).toBe('/')
    expect(await clerk.page('/')).not.toContain(TAKE_BACK)
  })

  it('S8 a page of another tab replaces the one that was marked before', async () => {
    const [list, search] = [await clerk.page('/list'), await clerk.page('/search')]
    await clerk.press(list, MARK)
    await clerk.press(search, MARK)
    expect(await afterLogin()).toBe('/search')
  })

  it('S8 each app keeps its own', async () => {
    await app.store.accounts.updateOne(
      { _id: 'account-clerk' },
      { $set: { 'openingPages.portal': 'list' } },
    )
    expect(await afterLogin()).toBe('/')
    await clerk.pressOn('/search', MARK)
    expect(await keptFor('account-clerk')).toEqual({ portal: 'list', bureau: 'search' })
  })

  it.each([
    ['no longer exists', 'gone', 'clerk'],
    ['is not allowed any more', 'list', 'staff'],
  ])('S7 the standard page opens when the marked one %s', async (_why, id, username) => {
    await app.store.accounts.updateOne({ username }, { $set: { 'openingPages.bureau': id } })
    expect(await afterLogin(username)).toBe('/')
    const visitor = await Visitor.signedIn(app, username)
    expect(menuOf(await visitor.page('/'))).toContain('Girişte açılan sayfa: Standart Ana Sayfa')
  })

  it('S8 the page that was asked for goes before the opening page', async () => {
    await clerk.pressOn('/list', MARK)
    const { headers } = await new Visitor(app).get('/files/f-1?tab=2')
    expect(headers.location).toBe('/login?return=%2Ffiles%2Ff-1%3Ftab%3D2')
    expect(await afterLogin('clerk', '/files/f-1?tab=2')).toBe('/files/f-1?tab=2')
  })

  it('S8 the page of a form that was sent after the session ended goes before it, the home page too', async () => {
    await clerk.pressOn('/list', MARK)
    const visitor = new Visitor(app)
    const from = (path: string) =>
      visitor.agent.post('/opening-page').set('Referer', `${app.url}${path}`).type('form').send({})
    expect((await from('/search')).headers.location).toBe('/login?return=%2Fsearch')
    expect((await from('/')).headers.location).toBe('/login?return=%2F')
    expect(await afterLogin('clerk', '/')).toBe('/')
  })

  it.each(['//evil.example/', 'https://evil.example/', '/\\evil.example'])(
    'S8 %s leads to the opening page',
    async (back) => {
      await clerk.pressOn('/list', MARK)
      expect(await afterLogin('clerk', back)).toBe('/list')
    },
  )
})

describe('a page that can be the opening page', () => {
  it('S8 keeps the filters in its address when it is marked', async () => {
    const html = await clerk.page('/list?unit=1010')
    const token = /name="_csrf" value="([0-9a-f]+)"/.exec(html)![1]!
    const { headers } = await clerk.agent
      .post('/opening-page')
      .set('Referer', `${app.url}/list?unit=1010`)
      .type('form')
      .send({ _csrf: token, page: 'list', mark: 'set' })
    expect(headers.location).toBe('/list?unit=1010')
  })

  it('S8 says which one it is, and offers nothing where nothing can be marked', async () => {
    expect(await clerk.page('/')).toContain('Açılış ana sayfanız')
    expect(await clerk.page('/')).not.toContain(MARK)
    expect(await clerk.page('/search')).toContain(MARK)
    expect(await clerk.page('/files/f-1')).not.toContain(MARK)
  })

  it('S8 cannot be marked by somebody who may not open it', async () => {
    const staff = await Visitor.signedIn(app, 'staff')
    const answer = await staff.post('/opening-page', { page: 'list', mark: 'set' })
    expect(answer.status).toBe(403)
    expect(await keptFor('account-staff')).toBeNull()
  })

  it('S8 says so in words when it is unknown', async () => {
    const answer = await clerk.post('/opening-page', { page: 'gone', mark: 'set' })
    expect(answer.headers.location).toBe('/')
    expect(await clerk.page('/')).toContain('Bu sayfadaki bir seçenek artık geçerli değil')
  })
})

describe('"Modüller"', () => {
  it.each(['/', '/list', '/files/f-1', '/nowhere', '/refused'])(
    'S9 is on %s before everything else of the bar, and leads home',
    async (path) => {
      const { text } = await clerk.get(path)
      const bar = text.split('<nav class="pyk-nav"')[1]!
      expect(bar.indexOf('data-module="modules"')).toBeLessThan(bar.indexOf('pyk-nav__link'))
      expect(summaryOf(menuOf(text))).toBe('Modüller')
      expect(linkTo(menuOf(text), 'e-İçişleri Ana Sayfa')).toBe('/')
    },
  )

  it('S9 lists the pages that the person may open, and names the one that opens after login', async () => {
    await clerk.pressOn('/search', MARK)
    const menu = menuOf(await clerk.page('/'))
    expect(linkTo(menu, 'Basım bekleyenler')).toBe('/list')
    expect(menu).toContain('Girişte açılan sayfa: Ara<')
    const staff = await Visitor.signedIn(app, 'staff')
    expect(linkTo(menuOf(await staff.page('/')), 'Basım bekleyenler')).toBeNull()
  })

  it('S9 is not there before login', async () => {
    expect(await new Visitor(app).page('/login')).not.toContain('Modüller')
  })
})
