/** The one address of an app (S3): other hosts are refused, and cookies are secure behind TLS. */
import { route, view } from '../../../services/shared/web'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

const routes = [
  route({
    method: 'get',
    path: '/',
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => view('login', { back: '/' }),
  }),
]
const OWN = 'www.e-icisleri.gov.tr'
const cookiesOf = ({ headers }: { headers: object }) =>
  [(headers as { 'set-cookie'?: string[] })['set-cookie'] ?? []].flat()

describe('behind TLS', () => {
  let app: WebKitApp
  beforeAll(async () => {
    app = await startWebKitApp(routes, {
      publicAddress: `https://${OWN}`,
      https: true,
      trustedProxies: ['127.0.0.1'],
    })
  })
  afterAll(() => app?.close())

  const ask = (host: string, path = '/login') =>
    new Visitor(app).get(path).set({ Host: host, 'X-Forwarded-Proto': 'https' })

  it.each([OWN, `${OWN}:443`, OWN.toUpperCase()])(
    'S3 answers under its address: %s',
    async (host) => {
      expect((await ask(host)).status).toBe(200)
    },
  )

  it.each([
    'evil.example',
    `${OWN}.evil.example`,
    `evil.example#${OWN}`,
    `${OWN}@evil.example`,
    `evil.example/${OWN}`,
    '127.0.0.1',
    'localhost',
    '',
  ])('S3 refuses another host in plain words, without cookies: %j', async (host) => {
    for (const path of ['/login', '/', '/language/en', '/nowhere']) {
      const answer = await ask(host, path)
      expect([path, answer.status, answer.type]).toEqual([path, 421, 'text/plain'])
      expect(answer.text).toContain(`Uygulamayı şu adresten açın: https://${OWN}`)
      expect(answer.text).toContain(`Open it at: https://${OWN}`)
      expect(cookiesOf(answer)).toEqual([])
    }
  })

  it('S3 believes no other header about its host', async () => {
    const forwarded = { 'X-Forwarded-Host': OWN, Forwarded: `host=${OWN}` }
    expect((await ask('evil.example').set(forwarded)).status).toBe(421)
    const answer = await ask(OWN, '/').set('X-Forwarded-Host', 'evil.example')
    expect(answer.headers.location).toBe('/login')
  })

  it('S3 answers health checks under every host', async () => {
    expect((await ask('10.0.0.7:3000', '/health/ready')).status).toBe(200)
    expect((await ask('127.0.0.1', '/health/live')).status).toBe(200)
  })

  it('S3 sets only cookies that are sent over HTTPS', async () => {
    const login = await ask(OWN)
    const cookies = cookiesOf(login).map((cookie) => cookie.split(';')[0]!)
    const token = /name="_csrf" value="([0-9a-f]+)"/.exec(login.text)![1]!
    const signedIn = await new Visitor(app).agent
      .post('/login')
      .set({ Host: OWN, 'X-Forwarded-Proto': 'https', Cookie: cookies.join('; ') })
      .type('form')
      .send({ _csrf: token, username: 'staff', password: 'Dogru-Parola-1' })
    const all = [
      ...cookiesOf(login),
      ...cookiesOf(signedIn),
      ...cookiesOf(await ask(OWN, '/language/en')),
    ]
    expect(all.length).toBeGreaterThan(3)
    expect(all.filter((cookie) => !/; Secure(;|$)/i.test(cookie))).toEqual([])
  })
})

describe('on the local machine', () => {
  let app: WebKitApp
  beforeAll(async () => {
    app = await startWebKitApp(routes, { publicAddress: 'http://localhost:3000' })
  })
  afterAll(() => app?.close())

  it.each(['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])(
    'S3 answers under each name of the machine itself: %s',
    async (host) => {
      const answer = await new Visitor(app).get('/login').set('Host', host)
      expect(answer.status).toBe(200)
      expect(cookiesOf(answer).join()).not.toMatch(/Secure/i)
    },
  )

  it('S3 refuses a name that leads to this machine', async () => {
    const answer = await new Visitor(app).get('/login').set('Host', 'rebound.example:3000')
    expect(answer.status).toBe(421)
  })
})
