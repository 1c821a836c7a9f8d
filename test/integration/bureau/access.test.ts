/**
 * Who has access, what every route declares, and what is said when Temporal is unavailable (D9).
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp } from '../../support/bureauApp'
import { EVERY_ROUTE_MS, expectOwnWordsEverywhere } from '../../support/outdatedPage'
import { makeRelative, writeRow } from '../../support/bureauCases'
import { IN_REVIEW } from '../../support/requestStates'

let app: BureauApp
let closeSilentServer: () => Promise<unknown>
beforeAll(async () => {
  // A server that accepts connections and never answers.
  const connections: Socket[] = []
  const silent = createServer((connection) => connections.push(connection))
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  closeSilentServer = () => {
    for (const connection of connections) connection.destroy()
    return new Promise((resolve) => silent.close(resolve))
  }
  const { port } = silent.address() as { port: number }
  app = await startBureau({ withWorkers: false, engineAddress: `127.0.0.1:${port}` })
})
afterAll(async () => {
  await app?.close()
  await closeSilentServer()
})

/** What the kit offers to everybody who is signed in. */
const OF_EVERYBODY = ['/kept-form', '/opening-page', '/password', '/session']

it('S74 lets in clerks and the head, and nobody else', async () => {
  for (const username of ['aygul', 'yigit', 'ilhan'] as const) {
    const html = await (await app.signedIn(username)).page('/')
    expect(html).toContain('<h1 class="pyk-title">Standart Ana Sayfa</h1>')
  }
  for (const username of ['selin', 'pinar'] as const) {
    const visitor = app.stranger()
    expect((await visitor.signIn(username)).headers.location).toBe('/login')
    expect((await visitor.get('/login')).text).toContain('Bu hesap bu uygulamayı kullanamaz')
    expect((await visitor.get('/queues/review')).headers.location).toMatch(/^\/login/)
  }
})

it('shows a clerk nothing more once the role is taken away', async () => {
  const visitor = await app.signedIn('ilhan')
  await app.store.accounts.updateOne({ _id: accountId('ilhan') }, { $set: { roles: ['staff'] } })
  await visitor.get('/queues/review').expect(403)
  await app.store.accounts.updateOne({ _id: accountId('ilhan') }, { $set: { roles: ['head'] } })
})

it('asks everybody to sign in first, on every page but the login', async () => {
  const { _id } = await writeRow(app, await makeRelative(app, 'selin'), IN_REVIEW)
  const own = app.routes.filter(
    ({ access, path }) => access !== 'public' && !OF_EVERYBODY.includes(path),
  )
  expect(own.length).toBeGreaterThan(12)
  for (const { method, path, access, audit } of own) {
    expect([['clerk', 'head'], ['head']]).toContainEqual(access)
    expect(audit).not.toBe('')
    const address = path
      .replace(':requestId', _id)
      .replace(':queue', 'review')
      .replace(':kind', 'photo')
    const visitor = app.stranger()
    const answer = method === 'get' ? await visitor.get(address) : await visitor.post(address)
    expect(answer.headers.location).toMatch(/^\/login/)
  }
})

it('S74 shows the pages of the head to the head alone', async () => {
  const ofHead = app.routes.filter(({ access }) => String(access) === 'head')
  expect(ofHead.length).toBeGreaterThan(3)
  const clerk = await app.signedIn('aygul')
  for (const { method, path } of ofHead) {
    const answer = method === 'get' ? await clerk.get(path) : await clerk.post(path)
    expect([path, answer.status]).toEqual([path, 403])
  }
  expect(await clerk.page('/')).not.toContain('href="/management"')
  expect(await (await app.signedIn('ilhan')).page('/')).toContain('href="/management"')
})

it(
  'answers values that it does not know in its own words, on every route',
  async () => {
    const { _id } = await writeRow(app, await makeRelative(app, 'selin'), IN_REVIEW)
    const head = await app.signedIn('ilhan')
    await expectOwnWordsEverywhere(head, app.routes, { requestId: _id, queue: 'review' })
  },
  EVERY_ROUTE_MS,
)

it('D9 says that a decision is not confirmed when Temporal is unavailable, keeps the form, and calls it no refusal', async () => {
  const clerk = await app.signedIn('aygul')
  const { _id } = await writeRow(app, await makeRelative(app, 'selin'), IN_REVIEW)
  const decisionId = randomUUID()
  const fields = {
    decisionId,
    outcome: 'rejected',
    reasons: ['otherReason'],
    explanation: 'Tutar satırı okunmuyor.',
  }
  const answer = await clerk.post(`/requests/${_id}/decision`, { ...fields, then: 'next' })
  expect(answer.status).toBe(503)
  expect(answer.text).toContain('doğrulanamadı')
  expect(answer.text).toContain('bir karar değildir')
  expect(answer.text).toContain('iki kez gönderilen işlem bir kez yapılır')

  const page = (await clerk.get(`/requests/${_id}/review`)).text
  expect(page).toContain(`name="decisionId" value="${decisionId}"`)
  expect(page).toContain('>Tutar satırı okunmuyor.</textarea>')
  const entries = await app.store.auditEntries.find({ event: 'decisionGiven', subject: _id }).lean()
  expect(entries).toMatchObject([{ actor: accountId('aygul'), outcome: 'failed' }])
})

it('S74 says on every page, the login first, that this is the bureau', async () => {
  const login = (await app.stranger().get('/login')).text
  expect(login).toContain('<p class="pyk-app-name">Kimlik Bürosu</p>')
  expect(login).toMatch(/pyk-masthead__name">Kimlik Bürosu</)
  expect(login).toContain('pyk-page--bureau')
})

it('reports to a supervisor that it cannot serve without Temporal', async () => {
  const answer = await app.stranger().get('/health/ready')
  expect(answer.status).toBe(503)
  expect(answer.body).toMatchObject({
    checks: { database: 'ok', engine: 'unavailable', documents: 'ok' },
  })
})

it('is in English for those who choose it', async () => {
  const clerk = await app.signedIn('aygul')
  await clerk.get('/language/en')
  const html = (await clerk.get('/queues/review')).text
  expect(html).toContain('<html lang="en"')
  expect(html).toContain('Review queue')
})

it('D9 a request can be read for review while Temporal does not answer', async () => {
  const { _id, number } = await writeRow(app, await makeRelative(app, 'selin'), IN_REVIEW)
  const html = await (await app.signedIn('aygul')).page(`/requests/${_id}/review`)
  expect(html).toContain(number)
  expect(await app.store.requests.findById(_id).lean()).toMatchObject({ opened: null })
})
