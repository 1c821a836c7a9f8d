/** Forms and uploads: proof of origin, what was entered is kept, no body ends the process. */
import { createConnection } from 'node:net'
import multer from 'multer'
import { z } from 'zod'
import { FormRefused, json, redirect, route, view } from '../../../services/shared/web'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

const received: { name: string; bytes: number }[] = []

const routes = [
  // The login's template is used for any form with a field `username`.
  route({
    method: 'get',
    path: '/form',
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => loginAsForm,
  }),
  route({
    method: 'get',
    path: '/other',
    access: 'signedIn',
    audit: 'none: an empty form',
    handle: () => loginAsForm,
  }),
  route({
    method: 'post',
    path: '/form/send',
    access: 'signedIn',
    audit: 'draftSaved',
    body: z.object({
      username: z.string().max(5, 'login.usernameMissing'),
      password: z.string().optional(),
    }),
    formAt: () => '/form',
    handle: ({ flash }) => {
      flash('success', 'upload.done.photo')
      return redirect('/form')
    },
  }),
  route({
    method: 'post',
    path: '/drafts/:requestId/photo',
    access: 'signedIn',
    audit: 'documentUploaded',
    upload: { field: 'username', maxBytes: 1_000 },
    formAt: () => '/form',
    handle: ({ file }) => {
      if (file.bytes === 7) {
        const values = { measured: '480×640', required: '600×800' }
        throw new FormRefused([{ field: 'username', key: 'documentFault.wrongDimensions', values }])
      }
      received.push({ name: file.name, bytes: file.bytes })
      return redirect('/form')
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
const loginAsForm = view('login', { back: '/', byPassword: true })

/** How every upload is stored. */
const MEMORY_STORAGE = Object.getPrototypeOf(multer.memoryStorage()) as multer.StorageEngine

let app: WebKitApp
let visitor: Visitor

beforeAll(async () => {
  app = await startWebKitApp(routes, { limits: { posts: 1_000 } })
  visitor = new Visitor(app)
  await visitor.signIn('staff')
})
afterAll(() => app.close())
beforeEach(() => {
  received.length = 0
})

describe('a posted form', () => {
  it('without the token of the session changes nothing, and the page says how to go on', async () => {
    const refused = await visitor.agent
      .post('/form/send')
      .set('Referer', `${app.url}/form`)
      .type('form')
      .send({ username: 'Ayşe' })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Sayfa uzun süre açık kalmış')
    expect(refused.text).toContain('href="/form"')
    expect(await app.store.auditEntries.countDocuments({ event: 'draftSaved' })).toBe(0)
  })

  it('that does not pass comes back once with what was entered, on its own page', async () => {
    const posted = await visitor.post('/form/send', {
      username: 'çok uzun <b>',
      password: 'Gizli-1',
    })
    expect(posted.status).toBe(303)
    expect(posted.headers.location).toBe('/form')
    expect((await visitor.agent.get('/other')).text).not.toContain('çok uzun')
    const { text } = await visitor.agent.get('/form')
    expect(text).toContain('value="çok uzun &lt;b&gt;"')
    expect(text).toContain('<title>Hata: ')
    expect(text).toContain('href="#username">Kullanıcı adınızı girin</a>')
    expect(text).not.toContain('Gizli-1')
    expect((await visitor.agent.get('/form')).text).not.toContain('çok uzun')
  })

  it('that passes redirects, and the message is shown once', async () => {
    expect((await visitor.post('/form/send', { username: 'Ayşe' })).status).toBe(303)
    expect((await visitor.agent.get('/form')).text).toContain(
      'Fotoğraf başarılı bir şekilde yüklendi',
    )
    expect((await visitor.agent.get('/form')).text).not.toContain(
      'Fotoğraf başarılı bir şekilde yüklendi',
    )
  })

  it('S34 leaves its message to the page itself, not to an open page that renews itself', async () => {
    await visitor.post('/form/send', { username: 'kısa' })
    const { text } = await visitor.agent.get('/form').set('X-Renewal', 'by-itself')
    expect(text).not.toContain('Fotoğraf başarılı bir şekilde yüklendi')
    expect(await visitor.page('/form')).toContain('Fotoğraf başarılı bir şekilde yüklendi')
  })

  it('too large to be kept is answered with its longest text to copy', async () => {
    const username = 'uzun &'.repeat(2_000)
    const refused = await visitor.post('/form/send', { username, password: 'Gizli-1' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Kullanıcı adınızı girin')
    expect(refused.text).toContain(`>${username.replaceAll('&', '&amp;')}</textarea>`)
    expect(refused.text).not.toContain('Gizli-1')
    expect((await visitor.agent.get('/form')).text).not.toContain('uzun')
  })

  it('larger than any form is answered clearly', async () => {
    const refused = await visitor.post('/form/send', { username: 'a'.repeat(200_000) })
    expect(refused.status).toBe(413)
    expect(refused.text).toContain('Gönderilen bilgi çok büyük')
  })
})

describe('a form that is not sent, while its page is opened in another language', () => {
  const keep = async (
    person: Visitor,
    page: string,
    fields: Record<string, string>,
    token?: string,
  ) => {
    const _csrf = token ?? (await person.token())
    return person.agent
      .post('/kept-form')
      .set('Referer', app.url + page)
      .type('form')
      .send({ _csrf, ...fields })
  }

  it('is shown there once as it was filled in, with no fault and no password, and in no address', async () => {
    const kept = await keep(visitor, '/form?tab=1', { username: 'yarım <b>', password: 'Gizli-1' })
    expect(kept.headers.location).toBe('/form?tab=1')
    expect((await visitor.agent.get('/other')).text).not.toContain('yarım')
    const { text } = await visitor.agent.get('/form?tab=1')
    expect(text).toContain('value="yarım &lt;b&gt;"')
    expect(text).not.toMatch(/Gizli-1|<title>Hata/)
    expect((await visitor.agent.get('/form')).text).not.toContain('yarım')
  })

  it('is not kept for a visitor who is not signed in, nor beyond 8 kB for anybody', async () => {
    const nobody = new Visitor(app)
    await keep(nobody, '/login?return=%2Fform', { username: 'yarım' })
    expect((await nobody.agent.get('/login?return=%2Fform')).text).not.toContain('yarım')
    await keep(visitor, '/form', { username: 'yarım', note: 'ş'.repeat(4_096) })
    expect((await visitor.agent.get('/form')).text).not.toContain('yarım')
    await keep(visitor, '/form', { username: 'yarım', note: 'ş'.repeat(4_000) })
    expect((await visitor.agent.get('/form')).text).toContain('value="yarım"')
  })

  it('is kept with any names of its fields', async () => {
    const odd = { username: 'yarım', $where: '$username', 'a.b': '1', 'a\0b': '2' }
    expect((await keep(visitor, '/form', odd)).status).toBe(303)
    expect((await visitor.agent.get('/form')).text).toContain('value="yarım"')
  })

  it('is kept over a login when the session has ended in between', async () => {
    const owner = /name="_owner" value="([^"]+)"/.exec((await visitor.agent.get('/form')).text)![1]!
    const person = new Visitor(app)
    await keep(person, '/form', { _owner: owner, username: 'yarım' }, 'old')
    await person.signIn('staff', { back: '/form' })
    expect((await person.agent.get('/form')).text).toContain('value="yarım"')
  })

  it('cannot be planted by another site', async () => {
    const refused = await keep(visitor, '/form', { username: 'başkasının yazdığı' }, 'guessed')
    expect(refused.status).toBe(403)
    expect((await visitor.agent.get('/form')).text).not.toContain('başkasının yazdığı')
  })
})

describe('a form whose session has ended', () => {
  const ownerOf = async (person: Visitor) =>
    /name="_owner" value="([^"]+)"/.exec((await person.agent.get('/form')).text)![1]!
  /** Sends an open page after its cookie is gone. */
  const sendFromOldPage = async (owner: string) => {
    const person = new Visitor(app)
    const sent = await person.agent
      .post('/form/send')
      .set('Referer', `${app.url}/form`)
      .type('form')
      .send({ _csrf: 'old', _owner: owner, username: 'uzun uzun yazılan', password: 'Gizli-1' })
    expect(sent.headers.location).toBe('/login?return=%2Fform')
    return { person, login: (await person.agent.get('/login')).text }
  }
  const KEPT = 'Yazdıklarınız ve daha önce yüklediğiniz belgeler duruyor'

  it('is shown again, as it was filled in, once the same person has signed in, also after a wrong password', async () => {
    const { person, login } = await sendFromOldPage(await ownerOf(visitor))
    expect(login).toContain('Son işleminiz yapılmadı; giriş yapınca yeniden deneyin')
    expect(login).toContain(KEPT)
    await person.signIn('staff', { password: 'Yanlis-1' })
    await person.signIn('staff', { back: '/form' })
    const { text } = await person.agent.get('/form')
    expect(text).toContain('value="uzun uzun yazılan"')
    expect(text).not.toContain('Gizli-1')
    expect(text).not.toContain('<title>Hata')
    expect((await person.agent.get('/form')).text).not.toContain('uzun uzun yazılan')
  })

  it('is shown to nobody else who signs in there', async () => {
    const { person } = await sendFromOldPage(await ownerOf(visitor))
    await person.signIn('clerk', { back: '/form' })
    expect((await person.agent.get('/form')).text).not.toContain('uzun uzun yazılan')
  })

  it.each([
    ['of nobody', ''],
    ['with a mark of somebody’s own making', `account-staff.${'ab'.repeat(32)}`],
  ])('%s is not kept, and the login promises nothing of it', async (_what, owner) => {
    const { person, login } = await sendFromOldPage(owner)
    expect(login).toContain('Daha önce yüklediğiniz belgeler duruyor')
    expect(login).not.toContain(KEPT)
    await person.signIn('staff', { back: '/form' })
    expect((await person.agent.get('/form')).text).not.toContain('uzun uzun yazılan')
  })

  it('and was started again in another window is on the page when it opens again', async () => {
    const refused = await visitor.agent
      .post('/form/send')
      .set('Referer', `${app.url}/form`)
      .type('form')
      .send({ _csrf: 'old', _owner: await ownerOf(visitor), username: 'uzun uzun yazılan' })
    expect(refused.status).toBe(403)
    expect((await visitor.agent.get('/form')).text).toContain('value="uzun uzun yazılan"')
  })
})

describe('an upload', () => {
  /** As a form does without scripts: its token is a field before the file. */
  const send = async (bytes: Buffer, name = 'foto.jpg', accept = 'text/html') => {
    const token = await visitor.token()
    return visitor.agent
      .post('/drafts/r-1/photo')
      .set('Accept', accept)
      .field('_csrf', token)
      .attach('username', bytes, { filename: name, contentType: 'image/jpeg' })
  }

  it('S25 is read with its Turkish name when the token precedes it', async () => {
    const sent = await send(Buffer.alloc(1_000, 1), 'fotoğraf İŞ.jpg')
    expect(sent.headers.location).toBe('/form')
    expect(received).toEqual([{ name: 'fotoğraf İŞ.jpg', bytes: 1_000 }])
  })

  it('S25 is read when a script sends the token in a header', async () => {
    const token = await visitor.token()
    const sent = await visitor.agent
      .post('/drafts/r-1/photo')
      .set('X-CSRF-Token', token)
      .attach('username', Buffer.alloc(10), 'foto.jpg')
    expect(sent.headers.location).toBe('/form')
    expect(received).toEqual([{ name: 'foto.jpg', bytes: 10 }])
  })

  const file = 'Content-Disposition: form-data; name="username"; filename="a.jpg"\r\n\r\nabc\r\n'
  const field = (value: string) =>
    `Content-Disposition: form-data; name="_csrf"\r\n\r\n${value}\r\n`
  it.each([
    ['without the token', () => [file]],
    ['with the token after the file', (token: string) => [file, field(token)]],
    ['with a wrong token', () => [field('ab'.repeat(32)), file]],
    ['with two tokens', (token: string) => [field(token), field(token), file]],
    ['without the token and without a file', () => [field('')]],
    ['without the token and cut off', () => [file.slice(0, -3)]],
  ])('%s is refused, and its file is not stored', async (_what, parts) => {
    const stored = jest.spyOn(MEMORY_STORAGE, '_handleFile')
    const body = parts(await visitor.token()).map((part) => `--b\r\n${part}`)
    const refused = await visitor.agent
      .post('/drafts/r-1/photo')
      .set('Content-Type', 'multipart/form-data; boundary=b')
      .send(`${body.join('')}--b--\r\n`)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('Sayfa uzun süre açık kalmış')
    expect(stored).not.toHaveBeenCalled()
    expect(received).toEqual([])
    stored.mockRestore()
  })

  it('with the token in its address is refused, since proxies log addresses', async () => {
    const token = await visitor.token()
    const refused = await visitor.agent
      .post(`/drafts/r-1/photo?_csrf=${token}`)
      .attach('username', Buffer.alloc(10), 'foto.jpg')
    expect(refused.status).toBe(403)
    expect(received).toEqual([])
  })

  it('to a page that takes no file is refused, with the token in its body or without', async () => {
    const token = await visitor.token()
    for (const path of ['/form/send', '/login', '/logout']) {
      expect((await visitor.agent.post(path).field('_csrf', token)).status).toBe(403)
    }
    expect((await visitor.agent.get('/form')).status).toBe(200)
  })

  it('S39 over the limit is answered at its field with its size, the limit, and what to do', async () => {
    await send(Buffer.alloc(1_001))
    expect((await visitor.agent.get('/form')).text).toContain(
      'Dosya çok büyük: 0,01 MB; en çok 1 KB olabilir. Daha düşük çözünürlükle kaydedip yeniden',
    )
    await send(Buffer.alloc(8_000_000))
    expect((await visitor.agent.get('/form')).text).toContain('Dosya çok büyük: 7,63 MB;')
    expect(received).toEqual([])
  })

  it('of many times the limit is answered too, and the connection stays open', async () => {
    const sent = await send(Buffer.alloc(8_000_000))
    expect(sent.status).toBe(303)
  })

  it('without a file says what to do', async () => {
    const token = await visitor.token()
    await visitor.agent.post('/drafts/r-1/photo').field('_csrf', token).field('note', 'no file')
    expect((await visitor.agent.get('/form')).text).toContain('Önce “Gözat” ile bir dosya seçin')
  })

  it('is answered in JSON to a script: the next page, or what is wrong', async () => {
    const taken = await send(Buffer.alloc(10), 'foto.jpg', 'application/json')
    expect(taken.body).toEqual({ location: '/form' })
    const refused = await send(Buffer.alloc(7), 'foto.jpg', 'application/json')
    expect(refused.status).toBe(422)
    expect(refused.body).toEqual({
      errors: [{ field: 'username', text: 'Fotoğraf 480×640 piksel; 600×800 piksel olmalıdır.' }],
    })
  })

  it.each([
    [
      'cut off in the middle of the file',
      '--b\r\nContent-Disposition: form-data; name="username"; filename="a.jpg"\r\n\r\nabc',
    ],
    ['without its first boundary', 'abc'],
    ['with a broken part header', '--b\r\nContent-Disposition\r\n\r\nabc\r\n--b--\r\n'],
    [
      'with two files',
      ['a', 'b']
        .map(
          (n) =>
            `--b\r\nContent-Disposition: form-data; name="username"; filename="${n}"\r\n\r\n1\r\n`,
        )
        .join('') + '--b--\r\n',
    ],
  ])('%s is answered at its field, and the process lives on', async (_what, body) => {
    const token = await visitor.token()
    const sent = await visitor.agent
      .post('/drafts/r-1/photo')
      .set('X-CSRF-Token', token)
      .set('Content-Type', 'multipart/form-data; boundary=b')
      .send(body)
    expect(sent.status).toBe(303)
    expect((await visitor.agent.get('/form')).text).toMatch(/eksik ulaştı|bir dosya seçin/)
    expect(received).toEqual([])
    expect((await visitor.agent.get('/alive')).body).toEqual({ alive: true })
  })

  it('whose sender disconnects affects nothing else', async () => {
    const { hostname, port } = new URL(app.url)
    await new Promise<void>((resolve) => {
      const socket = createConnection(Number(port), hostname, () => {
        socket.write(
          'POST /drafts/r-1/photo HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n',
        )
        socket.write(
          'Content-Length: 900\r\n\r\n--b\r\nContent-Disposition: form-data; name="username"',
          () => socket.destroy(),
        )
      })
      socket.on('close', () => resolve())
    })
    expect((await visitor.agent.get('/alive')).body).toEqual({ alive: true })
  })
})
