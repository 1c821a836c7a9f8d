/** An ended session stays ended, and no tab loses what is kept for it. */
import cookieParser from 'cookie-parser'
import express from 'express'
import supertest from 'supertest'
import { z } from 'zod'
import { FormRefused, json, redirect, route, view } from '../../../services/shared/web'
import { setUpBrowserKey } from '../../../services/shared/web/signIn/browserKey'
import { gate } from '../../support/gate'
import { waitFor } from '../../support/waitFor'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

/** The login's template is used as a form with a field `username`. */
const form = view('login', { back: '/', byPassword: true })
const PAGES = Array.from({ length: 8 }, (_, index) => `page-${index}`)

let held = gate()
let underWay = 0

/** Waits, as an upload over a slow line does. */
async function letGo(): Promise<void> {
  underWay += 1
  await held.opened
}

const SlowBody = z.object({ username: z.string() })
const slow = (path: string, answer: () => ReturnType<typeof view>) =>
  route({
    method: 'post',
    path,
    access: 'signedIn',
    audit: 'draftSaved',
    body: SlowBody,
    formAt: () => '/',
    handle: async ({ flash }) => {
      await letGo()
      flash('success', 'upload.done.photo')
      return answer()
    },
  })

const routes = [
  route({
    method: 'get',
    path: '/',
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => form,
  }),
  route({
    method: 'get',
    path: '/pages/:page',
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => form,
  }),
  route({
    method: 'get',
    path: '/on-to/:page',
    access: 'signedIn',
    audit: 'none: it only leads on',
    handle: ({ req }) => redirect(`/pages/${req.params.page as string}`),
  }),
  route({
    method: 'post',
    path: '/pages/:page/refuse',
    access: 'signedIn',
    audit: 'draftSaved',
    body: SlowBody,
    formAt: ({ params }) => `/pages/${(params as { page: string }).page}`,
    handle: () => {
      throw new FormRefused([{ field: 'username', key: 'login.usernameMissing' }])
    },
  }),
  route({
    method: 'post',
    path: '/say/:where/:page',
    access: 'signedIn',
    audit: 'draftSaved',
    handle: ({ flash, req }) => {
      flash('success', 'upload.done.photo')
      return redirect(`/${req.params.where as string}/${req.params.page as string}?tab=1#top`)
    },
  }),
  slow('/slow/redirect', () => redirect('/')),
  slow('/slow/page', () => form),
  slow('/slow/script', () => json({})),
  slow('/slow/refused', () => {
    throw new FormRefused([{ field: 'username', key: 'login.usernameMissing' }])
  }),
  slow('/slow/fault', () => {
    throw new Error('a fault')
  }),
  route({
    method: 'post',
    path: '/slow/upload',
    access: 'signedIn',
    audit: 'documentUploaded',
    upload: { field: 'username', maxBytes: 1_000 },
    formAt: () => '/',
    handle: async ({ flash }) => {
      await letGo()
      flash('success', 'upload.done.photo')
      return redirect('/')
    },
  }),
]

const MESSAGE = 'Fotoğraf başarılı bir şekilde yüklendi'

let app: WebKitApp
let visitor: Visitor

beforeAll(async () => {
  app = await startWebKitApp(routes, {
    limits: { posts: 1_000 },
  })
})
afterAll(() => app.close())
beforeEach(async () => {
  held = gate()
  underWay = 0
  await sessions().deleteMany({})
  await pageNotes().deleteMany({})
  visitor = new Visitor(app)
})

const sessions = () => app.store.connection.collection('portalSessions')
const pageNotes = () => app.store.connection.collection('portalPageNotes')
const cookiesOf = ({ headers }: { headers: object }) =>
  [(headers as { 'set-cookie'?: string[] })['set-cookie'] ?? []].flat()
const sessionCookie = (answer: { headers: object }) =>
  cookiesOf(answer).find((each) => each.startsWith('pyk.portal='))
const tokenIn = (html: string) => /name="_csrf" value="([0-9a-f]+)"/.exec(html)![1]!

/** Sends a form or a file, and returns once its handler waits. */
async function begin(path: string) {
  const token = await visitor.token()
  const post = visitor.agent.post(path).set('X-CSRF-Token', token)
  const sent =
    path === '/slow/upload'
      ? post.attach('username', Buffer.alloc(10), 'foto.jpg')
      : post.type('form').send({ username: 'uzun uzun yazılan' })
  const answered = sent.then((answer) => answer)
  await waitFor(() => underWay === 1, { what: 'the handler' })
  return { answered }
}

describe('an answer that ends after its session', () => {
  const answers = ['redirect', 'page', 'script', 'refused', 'fault', 'upload']

  it.each(answers)('does not revive it, nor send its cookie: %s', async (how) => {
    const cookie = sessionCookie(await visitor.signIn('staff'))!.split(';')[0]!
    const { answered } = await begin(`/slow/${how}`)
    expect((await visitor.post('/logout')).headers.location).toBe('/login')
    const logged = app.logged().length
    held.open()
    const answer = await answered
    expect(sessionCookie(answer)).toBeUndefined()
    expect(await sessions().countDocuments()).toBe(0)
    const revived = await new Visitor(app).agent.get('/').set('Cookie', cookie)
    expect(revived.headers.location).toBe('/login')
    expect(app.logged().slice(logged).includes('"fault"')).toBe(how === 'fault')
  })

  it.each(answers)('leaves the next login alone: %s', async (how) => {
    await visitor.signIn('staff')
    const { answered } = await begin(`/slow/${how}`)
    await visitor.post('/logout')
    await visitor.signIn('clerk')
    held.open()
    await answered
    expect((await visitor.agent.get('/')).status).toBe(200)
    expect(await sessions().distinct('session.accountId')).toEqual(['account-clerk'])
  })
})

describe('a session', () => {
  it('is extended while it is used, and its cookie ends with the browser', async () => {
    const cookie = sessionCookie(await visitor.signIn('staff'))
    expect(cookie).not.toMatch(/Expires|Max-Age/i)
    const soon = new Date(Date.now() + 60_000)
    const longAgo = new Date(Date.now() - 59 * 60_000)
    await sessions().updateMany({}, { $set: { expires: soon, lastModified: longAgo } })
    expect(sessionCookie(await visitor.agent.get('/'))).toBeUndefined()
    const { expires } = (await sessions().findOne())!
    expect((expires as Date).getTime()).toBeGreaterThan(soon.getTime() + 50 * 60_000)
    await sessions().updateMany({}, { $set: { expires: new Date(0) } })
    expect((await visitor.agent.get('/')).headers.location).toBe('/login')
  })

  it('begins at login and ends at logout; nothing is stored before there is something to keep', async () => {
    for (const path of ['/login', '/', '/pages/page-1', '/nowhere']) await visitor.agent.get(path)
    await visitor.post('/kept-form', { username: 'yarım' })
    await visitor.agent.get('/login')
    expect(await sessions().countDocuments()).toBe(0)
    expect(await pageNotes().countDocuments({ 'forms.0': { $exists: true } })).toBe(0)
    await visitor.signIn('staff')
    expect(await sessions().countDocuments()).toBe(1)
    await visitor.post('/logout')
    expect(await sessions().countDocuments()).toBe(0)
  })
})

describe('a page', () => {
  const writes = async () => {
    const [stats] = await pageNotes()
      .aggregate<{ latencyStats: { writes: { ops: number } } }>([
        { $collStats: { latencyStats: {} } },
      ])
      .toArray()
    return Number(stats!.latencyStats.writes.ops)
  }

  it('takes what was left for it, and writes nothing if that is nothing: the disk may be slow', async () => {
    await visitor.signIn('staff')
    await visitor.post('/say/pages/page-1')
    const before = await writes()
    expect((await visitor.agent.get('/pages/page-1')).text).toContain(MESSAGE)
    const taken = await writes()
    expect(taken).toBeGreaterThan(before)
    for (const page of PAGES) expect((await visitor.agent.get(`/pages/${page}`)).status).toBe(200)
    expect(await writes()).toBe(taken)
  })
})

describe('the token of a form', () => {
  it('is the same on all pages that are opened at the same instant after login', async () => {
    await visitor.signIn('staff')
    const pages = await Promise.all(PAGES.map((page) => visitor.agent.get(`/pages/${page}`)))
    const tokens = pages.map(({ text }) => tokenIn(text))
    expect(new Set(tokens).size).toBe(1)
    const sent = await visitor.agent
      .post('/say/pages/page-1')
      .type('form')
      .send({ _csrf: tokens[0] })
    expect(sent.headers.location).toBe('/pages/page-1?tab=1#top')
  })

  it('is the same on all login pages that a browser restores at once, and outlives none of the logins', async () => {
    await visitor.agent.get('/login')
    const pages = await Promise.all(PAGES.map(() => visitor.agent.get('/login')))
    const tokens = new Set(pages.map(({ text }) => tokenIn(text)))
    expect(tokens.size).toBe(1)
    await visitor.signIn('staff')
    const sent = await visitor.agent
      .post('/say/pages/page-1')
      .type('form')
      .send({ _csrf: [...tokens][0] })
    expect(sent.status).toBe(403)
  })

  it('of one visitor signs no other browser in', async () => {
    const stranger = new Visitor(app)
    const foreign = await stranger.token()
    await visitor.token()
    const refused = await visitor.agent
      .post('/login')
      .type('form')
      .send({ _csrf: foreign, username: 'staff', password: 'Dogru-Parola-1', return: '/' })
    expect(refused.headers.location).toBe('/login')
    expect(sessionCookie(refused)).toBeUndefined()
    expect((await visitor.agent.get('/login')).text).toContain('name="password"')
  })

  it('depends on a cookie that no other host of the domain can set, over HTTPS', async () => {
    const secure = express().use(cookieParser())
    setUpBrowserKey(secure, { name: 'portal', https: true })
    secure.get('/', (_req, res) => void res.send(res.locals.browserKey()))
    const [cookie] = cookiesOf(await supertest(secure).get('/'))
    expect(cookie).toMatch(/^__Host-pyk\.portal\.visitor=[\w-]{32};.* Path=\/;.*HttpOnly; Secure;/)
  })
})

describe('two tabs', () => {
  beforeEach(() => visitor.signIn('staff'))

  const textsOf = async (page: string) => (await visitor.agent.get(`/pages/${page}`)).text

  it('lose none of their forms and messages when all are sent at once, and each has its own page', async () => {
    const token = await visitor.token()
    const send = (path: string, username = '') =>
      visitor.agent.post(path).type('form').send({ _csrf: token, username })
    await Promise.all(
      PAGES.flatMap((page) => [
        send(`/pages/${page}/refuse`, `text of ${page};`),
        send(`/say/pages/${page}`),
      ]),
    )
    for (const page of PAGES) {
      const text = await textsOf(page)
      expect(text.match(/text of [\w-]+;/g)).toEqual([`text of ${page};`])
      expect(text.split(MESSAGE)).toHaveLength(2)
      expect(await textsOf(page)).not.toMatch(new RegExp(`${MESSAGE}|text of`))
    }
  })

  it('keep a form that was sent back while another tab was still sending', async () => {
    const { answered } = await begin('/slow/redirect')
    await visitor.post('/pages/page-1/refuse', { username: 'uzun uzun yazılan' })
    held.open()
    await answered
    expect(await textsOf('page-1')).toContain('value="uzun uzun yazılan"')
    expect((await visitor.agent.get('/')).text).toContain(MESSAGE)
  })

  it('show a form once, also when its page is opened twice at the same instant', async () => {
    await visitor.post('/pages/page-1/refuse', { username: 'uzun uzun yazılan' })
    const opened = await Promise.all(PAGES.map(() => textsOf('page-1')))
    expect(opened.filter((text) => text.includes('uzun uzun yazılan'))).toHaveLength(1)
  })

  it('show the latest of two forms that were sent back to the same page', async () => {
    await visitor.post('/pages/page-1/refuse', { username: 'first' })
    await visitor.post('/pages/page-1/refuse', { username: 'second' })
    expect(await textsOf('page-1')).toContain('value="second"')
    expect(await textsOf('page-1')).not.toContain('value="first"')
  })

  it('get a message on the page that it redirects to', async () => {
    await visitor.post('/say/on-to/page-1')
    expect((await visitor.agent.get('/on-to/page-1')).headers.location).toBe('/pages/page-1')
    expect(await textsOf('page-1')).toContain(MESSAGE)
  })
})
