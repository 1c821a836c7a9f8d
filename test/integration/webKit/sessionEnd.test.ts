/** What pages say about the end of the session, "Devam et", and going on after it (S5). */
import { z } from 'zod'
import { redirect, route, view } from '../../../services/shared/web'
import { timeOfDay } from '../../../services/shared/web/texts/format/dates'
import { MINUTE_MS } from '../../support/durations'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

const SESSION = { idleSeconds: 90 * 60, longestSeconds: 3 * 60 * 60 }

/** The login's template is used as a form with a field `username`. */
const form = view('login', { back: '/', byPassword: true })
const routes = ['/', '/step'].flatMap((path) => [
  route({
    method: 'get',
    path,
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => form,
  }),
  route({
    method: 'post',
    path,
    access: 'signedIn',
    audit: 'draftSaved',
    body: z.object({ username: z.string() }),
    handle: () => redirect('/'),
  }),
])

let app: WebKitApp
let visitor: Visitor
beforeAll(async () => {
  app = await startWebKitApp(routes, { limits: { posts: 1_000, session: SESSION } })
})
afterAll(() => app?.close())
beforeEach(async () => {
  await sessions().deleteMany({})
  visitor = await Visitor.signedIn(app, 'staff')
})

const sessions = () => app.store.connection.collection('portalSessions')
const stored = async () => (await sessions().findOne())! as unknown as { expires: Date }
const shownEnd = (html: string) => /data-part="session-end">([\d:]+)</.exec(html)?.[1]
const endsIn = (html: string) => Number(/data-ends-in="(\d+)"/.exec(html)?.[1])
const cookieOf = (answer: { headers: object }) =>
  [(answer.headers as { 'set-cookie'?: string[] })['set-cookie'] ?? []]
    .flat()
    .find((each) => each.startsWith('pyk.portal='))
    ?.split(';')[0]

/** Moves the session back in time. */
const age = (minutes: number, signedInMinutes = minutes) =>
  sessions().updateMany({}, [
    {
      $set: {
        lastModified: new Date(Date.now() - minutes * MINUTE_MS),
        expires: new Date(Date.now() - minutes * MINUTE_MS + SESSION.idleSeconds * 1_000),
        'session.signedInAt': Date.now() - signedInMinutes * MINUTE_MS,
      },
    },
  ])

const devamEt = async () =>
  visitor.agent
    .post('/session')
    .set({ Accept: 'application/json', 'X-CSRF-Token': await visitor.token() })

describe('a page', () => {
  it('S5 says without scripts when the session ends, which is when the database ends it', async () => {
    const html = await visitor.page('/')
    const { expires } = await stored()
    expect([timeOfDay(expires), timeOfDay(new Date(expires.getTime() - MINUTE_MS))]).toContain(
      shownEnd(html),
    )
    expect(Math.abs(Date.now() + endsIn(html) - expires.getTime())).toBeLessThan(30_000)
  })

  it('S5 says a later time once the session is extended', async () => {
    await age(50)
    expect(endsIn(await visitor.page('/'))).toBeGreaterThan(89 * MINUTE_MS)
    expect((await stored()).expires.getTime()).toBeGreaterThan(Date.now() + 89 * MINUTE_MS)
  })

  it('S5 never says more than the longest time of a session', async () => {
    await age(50, 170)
    expect(endsIn(await visitor.page('/'))).toBeLessThanOrEqual(10 * MINUTE_MS)
    await age(1, 181)
    expect((await visitor.get('/')).headers.location).toBe('/login')
  })

  it('says nothing about it before login', async () => {
    expect(await new Visitor(app).page('/login')).not.toMatch(/session-end|data-ends-in/)
  })
})

describe('"Devam et"', () => {
  it('S5 extends the session, and says by how long', async () => {
    await age(88)
    const { body, status } = await devamEt()
    expect(status).toBe(200)
    expect((body as { endsIn: number }).endsIn).toBeGreaterThan(88 * MINUTE_MS)
    expect((await stored()).expires.getTime()).toBeGreaterThan(Date.now() + 88 * MINUTE_MS)
  })

  it('S5 says so when the session cannot become longer', async () => {
    await age(88, 179)
    const { body } = await devamEt()
    expect((body as { endsIn: number }).endsIn).toBeLessThanOrEqual(MINUTE_MS)
  })

  it('S6 is open to somebody who still has to change a one-time password', async () => {
    const until = new Date(Date.now() + 60 * MINUTE_MS)
    await app.store.accounts.updateOne({ username: 'staff' }, { oneTimePasswordUntil: until })
    expect((await devamEt()).body).toHaveProperty('endsIn')
    await app.store.accounts.updateOne(
      { username: 'staff' },
      { $unset: { oneTimePasswordUntil: 1 } },
    )
  })

  it('S5 leads to the login when the session has ended, and revives nothing', async () => {
    const token = await visitor.token()
    await sessions().deleteMany({})
    const answer = await visitor.agent
      .post('/session')
      .set({ Accept: 'application/json', 'X-CSRF-Token': token })
    expect(answer.status).toBe(401)
    expect(await sessions().countDocuments()).toBe(0)
  })
})

describe('a login after the session ended', () => {
  it('S5 returns to the same step with everything that was entered', async () => {
    const html = await visitor.page('/step')
    const owner = /name="_owner" value="([^"]+)"/.exec(html)![1]!
    const token = /name="_csrf" value="([0-9a-f]+)"/.exec(html)![1]!
    await sessions().deleteMany({})
    const sent = await visitor.agent
      .post('/kept-form')
      .set({ Accept: 'application/json', Referer: `${app.url}/step?part=2` })
      .type('form')
      .send({ _csrf: token, _owner: owner, username: 'uzun uzun yazılan' })
    expect(sent.body).toEqual({ location: '/login?return=%2Fstep%3Fpart%3D2' })
    const { headers } = await visitor.signIn('staff', { back: '/step?part=2' })
    expect(headers.location).toBe('/step?part=2')
    expect(await visitor.page('/step?part=2')).toContain('value="uzun uzun yazılan"')
  })

  it('S5 has a new id, and the id of the session before it is worthless', async () => {
    const first = cookieOf(await new Visitor(app).signIn('staff'))!
    const again = new Visitor(app)
    await again.agent.get('/login').set('Cookie', first)
    const second = cookieOf(await visitor.signIn('staff'))!
    const third = cookieOf(await visitor.signIn('staff'))!
    expect(new Set([first, second, third]).size).toBe(3)
    const statusWith = async (cookie: string) =>
      (await new Visitor(app).agent.get('/').set('Cookie', cookie)).status
    expect(await Promise.all([second, third].map(statusWith))).toEqual([303, 200])
  })
})
