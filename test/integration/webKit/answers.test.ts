/**
 * Answers: headers, files, error pages, the audit entry before the answer, and a log without
 * personal data (D9, D12).
 */
import { BusinessRefusal, NotFound, redirect, route, view } from '../../../services/shared/web'
import { privateDownload, privateFile } from '../../../services/shared/web/routing/reply'
import { z } from 'zod'
import { waitFor } from '../../support/waitFor'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

class StoreAway extends Error {}

const get = (path: string, fail: () => never) =>
  route({ method: 'get', path, access: 'public', audit: 'requestOpened', handle: fail })

const routes = [
  get('/faults/fault', () => {
    throw new TypeError('Ayşe Yılmaz 12345678901')
  }),
  get('/faults/away', () => {
    throw new StoreAway()
  }),
  get('/faults/refused', () => {
    throw new BusinessRefusal('refusal.alreadyDecided', {
      who: 'A. Demir',
      when: '10:42',
      decided: 'Onaylandı',
    })
  }),
  get('/faults/missing', () => {
    throw new NotFound()
  }),
  route({
    method: 'get',
    path: '/requests/:requestId',
    access: 'public',
    audit: 'personFileOpened',
    params: z.object({ requestId: z.string().regex(/^r-\d+$/) }),
    handle: ({ params, about }) => {
      about(`person-of-${params.requestId}`)
      return view('error', {
        title: 'Dosya',
        text: 'Kişisel bilgiler',
        next: { href: '/', text: 'x' },
      })
    },
  }),
  route({
    method: 'post',
    path: '/requests/:requestId',
    access: 'public',
    audit: 'requestFiled',
    params: z.object({ requestId: z.string() }),
    handle: async ({ params: { requestId }, alreadyDone }) => {
      alreadyDone()
      await waitForLine(requestId)
      return redirect('/')
    },
  }),
  route({
    method: 'get',
    path: '/files/:kind',
    access: 'public',
    audit: 'documentOpened',
    params: z.object({ kind: z.enum(['photo', 'receipt']) }),
    handle: ({ params }) =>
      params.kind === 'photo'
        ? privateFile(Buffer.from('photo'), 'foto"ğraf.jpg')
        : privateDownload(Buffer.from('%PDF-'), 'application/pdf', 'dekont.pdf'),
  }),
]

let waitForLine: (subject: string) => Promise<unknown> = () => Promise.resolve()

let app: WebKitApp
let visitor: Visitor
let auditFails = false
let mongoAway = false

beforeAll(async () => {
  app = await startWebKitApp(routes, {
    unavailable: [StoreAway],
    healthChecks: {
      mongo: () => (mongoAway ? Promise.reject(new Error('away')) : Promise.resolve()),
    },
    recordAudit: async (entry) => {
      if (auditFails) throw new StoreAway()
      await app.store.audit.append(entry)
    },
  })
  visitor = new Visitor(app)
})
afterAll(() => app.close())

describe('error pages', () => {
  it('D9 a fault says that it is no decision, and gives the id from the log', async () => {
    const { status, text, headers } = await visitor.agent.get('/faults/fault?tckn=12345678901')
    expect(status).toBe(500)
    expect(text).toContain('talebinizle ilgili bir karar değildir')
    expect(text).toContain(headers['x-request-id'])
    expect(app.logged()).toContain(headers['x-request-id'])
  })

  it('D9 an unavailable server is reported as such, with a link to try again', async () => {
    const { status, text } = await visitor.agent.get('/faults/away')
    expect(status).toBe(503)
    expect(text).toContain('Sisteme şu an ulaşılamıyor')
    expect(text).toContain('href="/faults/away"')
  })

  it('D7 a refusal gives its reason in words', async () => {
    const { status, text } = await visitor.agent.get('/faults/refused')
    expect(status).toBe(409)
    expect(text).toContain('Bu talep hakkında A. Demir 10:42 tarihinde karar verdi: Onaylandı.')
    expect(text).not.toContain('arıza')
  })

  it.each(['/faults/missing', '/nowhere', '/requests/12345678901', '/%E0%A4%A'])(
    '%s is not found',
    async (path) => {
      const { status, text } = await visitor.agent.get(path)
      expect(status).toBe(404)
      expect(text).toContain('Sayfa bulunamadı')
    },
  )

  it('are JSON for a script', async () => {
    const answer = await visitor.agent.get('/faults/away').set('Accept', 'application/json')
    expect(answer.status).toBe(503)
    expect(answer.body).toMatchObject({ title: 'Sisteme şu an ulaşılamıyor' })
  })

  it('leave no name and no number in the log (D12)', async () => {
    await visitor.agent.get('/faults/fault?tckn=12345678901')
    expect(app.logged()).toContain('"path":"/faults/fault"')
    expect(app.logged()).not.toMatch(/12345678901|Yılmaz|tckn|pyk\.portal/)
  })
})

describe('the audit trail', () => {
  const audited = (subject: string) => app.store.auditEntries.find({ subject }).lean()

  it('distinguishes done, refused and failed', async () => {
    await visitor.agent.get('/requests/r-1')
    expect(await audited('person-of-r-1')).toMatchObject([
      { event: 'personFileOpened', actor: null, outcome: 'done' },
    ])
    await app.store.connection.collection('auditEntries').deleteMany({ event: 'requestOpened' })
    await visitor.agent.get('/faults/refused')
    await visitor.agent.get('/faults/fault')
    expect(
      await app.store.auditEntries.find({ event: 'requestOpened' }).sort({ at: 1 }).lean(),
    ).toMatchObject([{ outcome: 'refused' }, { outcome: 'failed' }])
  })

  it('is written while the handler of an act that is done waits for something else, once', async () => {
    waitForLine = (subject) =>
      waitFor(async () => (await audited(subject)).length > 0, { what: 'the line' })
    expect((await visitor.post('/requests/r-3', {})).status).toBe(303)
    expect(await audited('r-3')).toMatchObject([{ event: 'requestFiled', outcome: 'done' }])
  })

  it('D12 an act that is done says so only once it is recorded', async () => {
    waitForLine = () => Promise.resolve()
    auditFails = true
    const { status } = await visitor.post('/requests/r-4', {})
    auditFails = false
    expect(status).toBe(503)
  })

  it('D12 nothing is shown that could not be recorded', async () => {
    auditFails = true
    const { status, text } = await visitor.agent.get('/requests/r-2')
    auditFails = false
    expect(status).toBe(503)
    expect(text).not.toContain('Kişisel bilgiler')
  })
})

describe('headers', () => {
  it('allow a page its own scripts and styles only, and the page has nothing inline', async () => {
    const { headers, text } = await visitor.agent.get('/login')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['cache-control']).toBe('no-store')
    expect(text).not.toMatch(/ style=| on\w+=|<style|<script(?![^>]*src=)/)
  })

  it('keep a photo out of caches and away from scripts', async () => {
    const { headers } = await visitor.agent.get('/files/photo')
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': 'inline; filename="foto__raf.jpg"',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
  })

  it('D14 let a PDF be saved only, and give it no power where a browser opens it anyway', async () => {
    const { headers } = await visitor.agent.get('/files/receipt')
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="dekont.pdf"',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
  })

  it('let browsers cache assets forever', async () => {
    const { headers, status } = await visitor.agent.get('/assets/icons.svg')
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('compress assets, and never a page with a token in it', async () => {
    const asked = (path: string) => visitor.agent.get(path).set('Accept-Encoding', 'br, gzip')
    const asset = await asked('/assets/icons.svg').buffer(false)
    expect(asset.headers).toMatchObject({
      'content-encoding': 'br',
      vary: expect.stringContaining('Accept-Encoding'),
    })
    const page = await asked('/login')
    expect(page.text).toContain('name="_csrf"')
    expect(page.headers).not.toHaveProperty('content-encoding')
  })
})

describe('the language', () => {
  it('is Turkish until English is chosen, and the switch stays on the page', async () => {
    const reader = new Visitor(app)
    expect((await reader.agent.get('/login')).text).toContain('<html lang="tr"')
    const chosen = await reader.agent.get('/language/en?return=/login%3Freturn%3D%252Fqueue')
    expect(chosen.headers.location).toBe('/login?return=%2Fqueue')
    const { text, headers } = await reader.agent.get('/login')
    expect(text).toContain('<html lang="en"')
    expect(text).toContain('Sign in without a certificate')
    expect(headers['content-language']).toBe('en')
    expect((await reader.agent.get('/language/en?return=//evil.example')).headers.location).toBe(
      '/',
    )
    expect((await reader.agent.get('/language/xx')).status).toBe(404)
  })
})

describe('health', () => {
  it('is live always, and ready while everything needed answers', async () => {
    expect((await visitor.agent.get('/health/live')).status).toBe(200)
    expect((await visitor.agent.get('/health/ready')).body).toEqual({
      status: 'ready',
      checks: { mongo: 'ok' },
    })
    mongoAway = true
    const answer = await visitor.agent.get('/health/ready')
    mongoAway = false
    expect(answer.status).toBe(503)
    expect(answer.body).toEqual({ status: 'unavailable', checks: { mongo: 'unavailable' } })
  })
})
