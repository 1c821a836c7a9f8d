/**
 * Requests that no browser of a person sends, and connections that break: none of them is a fault.
 */
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { z } from 'zod'
import { json, redirect, route, view } from '../../../services/shared/web'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'
import { waitFor } from '../../support/waitFor'

/** What the next request to /failing is answered with. */
let failure: Error = new Error('none')

const routes = [
  route({
    method: 'get',
    path: '/form',
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => view('login', { back: '/', byPassword: true }),
  }),
  route({
    method: 'post',
    path: '/form',
    access: 'signedIn',
    audit: 'draftSaved',
    body: z.object({ username: z.string('login.usernameMissing') }),
    handle: () => redirect('/form'),
  }),
  route({
    method: 'post',
    path: '/drafts/:requestId/photo',
    access: 'signedIn',
    audit: 'documentUploaded',
    upload: { field: 'photo', maxBytes: 1_000 },
    formAt: () => '/form',
    handle: () => redirect('/form'),
  }),
  route({
    method: 'get',
    path: '/failing',
    access: 'public',
    audit: 'none: a fault',
    handle: () => {
      throw failure
    },
  }),
  route({
    method: 'get',
    path: '/half',
    access: 'public',
    audit: 'none: a fault',
    handle: () => (_req, res) => {
      res.write('half of the answer')
      throw new TypeError('Ayşe Yılmaz')
    },
  }),
  route({
    method: 'get',
    path: '/alive',
    access: 'public',
    audit: 'none: a probe',
    handle: () => json({ alive: true }),
  }),
]

let app: WebKitApp
let visitor: Visitor

beforeAll(async () => {
  app = await startWebKitApp(routes, { limits: { posts: 1_000 } })
  visitor = await Visitor.signedIn(app, 'staff')
})
afterAll(() => app.close())

describe('a body', () => {
  it.each(['gzip', 'deflate', 'br'])(
    'that claims to be %s and is not is malformed',
    async (encoding) => {
      const answer = await visitor.agent
        .post('/form')
        .set({ 'Content-Encoding': encoding, 'Content-Type': 'application/x-www-form-urlencoded' })
        .send('username=a')
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('Gönderilen bilgi okunamadı')
    },
  )

  it.each([
    ['an unknown encoding', { 'Content-Encoding': 'rot13' }],
    [
      'an unknown character set',
      { 'Content-Type': 'application/x-www-form-urlencoded; charset=x' },
    ],
  ])('with %s is malformed', async (_what, headers) => {
    const answer = await visitor.agent
      .post('/form')
      .set({ 'Content-Type': 'application/x-www-form-urlencoded', ...headers })
      .send('username=a')
    expect(answer.status).toBe(400)
  })

  it('with a NUL in the name of a field goes back to its form', async () => {
    const answer = await visitor.post('/form', { 'a\0b': '1', '\0': '2', note: 'a\0b' })
    expect(answer.status).toBe(303)
    expect((await visitor.get('/form')).status).toBe(200)
  })

  it.each(['application/x-www-form-urlencoded', 'application/json', 'text/plain'])(
    'of type %s instead of an upload is answered with the request to choose a file',
    async (type) => {
      const answer = await visitor.agent
        .post('/drafts/r-1/photo')
        .set({ 'X-CSRF-Token': await visitor.token(), 'Content-Type': type })
        .send('1')
      expect(answer.status).toBe(303)
      expect(await visitor.page('/form')).toContain('Önce “Gözat” ile bir dosya seçin')
    },
  )

  it('of an upload with a NUL in a name goes back to its form', async () => {
    const token = await visitor.token()
    const part = (name: string) =>
      `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`
    const answer = await visitor.agent
      .post('/drafts/r-1/photo')
      .set({ 'X-CSRF-Token': token, 'Content-Type': 'multipart/form-data; boundary=b' })
      .send(`${part('a\0b')}${part('c[\0]')}--b--\r\n`)
    expect(answer.status).toBe(303)
    expect((await visitor.get('/form')).status).toBe(200)
  })
})

describe('another method than GET, HEAD and POST', () => {
  /** Sent by hand: clients refuse to send TRACE. */
  async function send(method: string, path: string): Promise<string> {
    const { hostname, port } = new URL(app.url)
    const socket = createConnection(Number(port), hostname)
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    let answer = ''
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()))
    await once(socket, 'close')
    return answer
  }

  describe.each(['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s', (method) => {
    it.each([
      ['/form', 'GET, HEAD, POST'],
      ['/drafts/r-1/photo', 'POST'],
      ['/login', 'GET, HEAD, POST'],
      ['/logout', 'POST'],
      ['/nowhere', 'GET, HEAD'],
      ['/health/live', 'GET, HEAD'],
    ])('is not allowed on %s', async (path, allowed) => {
      const answer = await send(method, path)
      expect(answer).toMatch(/^HTTP\/1\.1 405 /)
      expect(answer).toContain(`\r\nAllow: ${allowed}\r\n`)
    })
  })
})

describe('an error of MongoDB', () => {
  const systemError = (code: string) =>
    Object.assign(new Error(`write ${code}`), { code, syscall: 'write', errno: -32 })
  const named = (name: string, code?: number) => Object.assign(new Error(name), { name, code })

  it.each([
    ['EPIPE', systemError('EPIPE')],
    ['ECONNRESET', systemError('ECONNRESET')],
    ['a cause of another error', new Error('wrapped', { cause: systemError('ETIMEDOUT') })],
    ['a closed connection', named('MongoNetworkError')],
    ['a cleared pool', named('MongoPoolClearedError')],
    ['a client that is closing', named('MongoClientClosedError')],
    ['a server that is shutting down', named('MongoServerError', 11_600)],
    ['a server that is no longer primary', named('MongoServerError', 10_107)],
  ])('such as %s means that the system is unavailable', async (_what, error) => {
    failure = error
    const answer = await visitor.get('/failing')
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('Sisteme şu an ulaşılamıyor')
  })

  it.each([
    ['a duplicate key', named('MongoServerError', 11_000)],
    ['a file that does not exist', Object.assign(new Error('open'), { code: 'ENOENT' })],
  ])('such as %s stays a fault', async (_what, error) => {
    failure = error
    expect((await visitor.get('/failing')).status).toBe(500)
  })
})

describe('the request log', () => {
  const lines = () =>
    app
      .logged()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; level: number; res?: object; req?: object })
  const linesOf = (path: string) =>
    lines().filter(({ req }) => (req as { path?: string } | undefined)?.path === path)

  /** Sends the head and a part of the body, and closes the connection. */
  async function breakOff(path: string, headers: Record<string, string>, body: string) {
    const { hostname, port } = new URL(app.url)
    const head = Object.entries({ Host: 'localhost', 'Content-Length': '900', ...headers })
    const socket = createConnection(Number(port), hostname)
    socket.write(
      `POST ${path} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
      () => socket.destroy(),
    )
    await once(socket, 'close')
    await waitFor(() => linesOf(path).length > 0, { what: `the log line of ${path}` })
  }

  it('reports an upload that was broken off as aborted, without a status', async () => {
    const errors = jest.spyOn(console, 'error')
    const cookie = await sessionCookie()
    const path = '/drafts/r-9/photo'
    const type = 'multipart/form-data; boundary=b'
    const file = '--b\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\nabc'
    const token = await visitor.token()
    await breakOff(path, { Cookie: cookie, 'X-CSRF-Token': token, 'Content-Type': type }, file)
    expect(linesOf(path)).toMatchObject([
      { msg: 'request aborted', level: 40, res: { status: null, aborted: true } },
    ])
    expect(errors).not.toHaveBeenCalled()
    errors.mockRestore()
  })

  it('reports a form that was broken off as aborted, without a status', async () => {
    await breakOff('/kept-form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=')
    expect(linesOf('/kept-form')).toMatchObject([
      { msg: 'request aborted', res: { status: null, aborted: true } },
    ])
  })

  it('reports an answer that was broken off, and writes no text between its lines', async () => {
    const errors = jest.spyOn(console, 'error')
    await expect(visitor.get('/half')).rejects.toThrow()
    await waitFor(() => linesOf('/half').length > 0, { what: 'the log line' })
    expect(lines().filter(({ msg }) => msg === 'answer broken off')).toHaveLength(1)
    expect(linesOf('/half')).toMatchObject([{ res: { aborted: true } }])
    expect(app.logged()).not.toContain('Yılmaz')
    expect(errors).not.toHaveBeenCalled()
    errors.mockRestore()
  })

  it('reports a whole answer with its status', async () => {
    await visitor.get('/alive')
    expect(linesOf('/alive')).toMatchObject([{ msg: 'request', level: 30, res: { status: 200 } }])
    expect(linesOf('/alive')[0]!.res).not.toHaveProperty('aborted')
  })

  async function sessionCookie(): Promise<string> {
    const other = new Visitor(app)
    const answer = await other.signIn('staff')
    return [answer.headers['set-cookie'] ?? []].flat().join('; ')
  }
})
