/** The review page: the one that shows an identity number, who may not decide, and what it shows. */
import { readFile } from 'node:fs/promises'
import { maskIdentityNumber } from '../../../workflows/domain/identityNumber'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, fileCard, makeRelative, writeRow } from '../../support/bureauCases'
import { linkTo } from '../../support/htmlForm'
import { withdrawalOf } from '../../support/messages'
import { recordIn } from '../../support/recordIn'
import { IN_REVIEW, RETURNED } from '../../support/requestStates'
import { FEE } from '../../support/webServer'
import { waitFor } from '../../support/world'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const page = async (path: string, visitor = clerk) => (await visitor.get(path).expect(200)).text
const { audited } = recordIn(() => app)

it('D12 masks the identity number on every page, and shows it in full only to a clerk who asks, which is audited', async () => {
  const child = await makeRelative(app, 'selin')
  const request = await fileCard(app, child)
  const review = `/requests/${request._id}/review`
  expect(await page(review)).not.toContain(child.identityNumber)
  const done = [{ actor: accountId('aygul'), outcome: 'done' }]
  expect(await audited('personFileOpened', child._id)).toEqual(done)
  expect(await audited('identityNumberShown', child._id)).toEqual([])

  const asked = await clerk.post(`/requests/${request._id}/identity-number`, {}, review)
  expect(asked.status).toBe(200)
  expect(asked.text).toContain(child.identityNumber)
  expect(asked.headers['cache-control']).toBe('no-store')
  expect(linkTo(asked.text, 'İncelemeye dön')).toBe(review)
  expect(await audited('identityNumberShown', child._id)).toEqual(done)

  const withDocuments = request.documents.map(
    ({ kind }) => `/requests/${request._id}/documents/${kind}`,
  )
  for (const path of [
    review,
    '/queues/review',
    `/requests/${request._id}`,
    '/search',
    ...withDocuments,
  ]) {
    const answer = await clerk.get(path).expect(200)
    expect(String(answer.text ?? answer.body)).not.toContain(child.identityNumber)
    expect(JSON.stringify(answer.headers)).not.toContain(child.identityNumber)
  }
  expect(await page(`/requests/${request._id}`)).toContain(maskIdentityNumber(child.identityNumber))
  expect(app.logged()).not.toContain(child.identityNumber)
  expect(app.logged()).not.toContain(child.surname)
})

it('D12 no longer shows it once the request is decided, nor records an opening that did not happen', async () => {
  const child = await makeRelative(app, 'selin')
  const { _id } = await writeRow(app, child, RETURNED)
  const answer = await clerk.get(`/requests/${_id}/review`).expect(303)
  expect(answer.headers.location).toBe(`/requests/${_id}`)
  expect(await audited('personFileOpened', child._id)).toEqual([])
  const asked = await clerk.post(`/requests/${_id}/identity-number`, {})
  expect(asked.headers.location).toBe(`/requests/${_id}`)
  expect(await audited('identityNumberShown', child._id)).toEqual([])
})

it('S72 shows whose card is to be cancelled: its photo, how far it has come, since when', async () => {
  const child = await makeRelative(app, 'selin')
  const photo = await app.documents.put(
    'photo',
    await readFile('deploy/demo/samples/dogru-fotograf.jpg'),
  )
  const request = await fileCancellation(app, child, 'lostOrStolen')
  const card = await app.store.cards.findById(request.cardId).orFail().lean()
  const html = async () => page(`/requests/${request._id}/review`)
  expect(await html()).toContain('Fotoğraf okunamadı')
  await app.store.requests.updateOne({ _id: card.requestId }, { $set: { documents: [photo] } })
  expect(await html()).toMatch(
    new RegExp(
      `src="/requests/${card.requestId}/documents/photo/pages/1"[^]*Teslim edildi[^]*1 Ocak 2026`,
    ),
  )
})

it('shows the applicant, the relative, the time, the history and earlier requests', async () => {
  const child = await makeRelative(app, 'selin')
  const before = await writeRow(app, child, RETURNED, {
    filedAt: new Date(0),
    decision: {
      decisionId: 'd1',
      outcome: 'rejected',
      by: accountId('yigit'),
      at: new Date(),
      reasons: ['photoNotRecent'],
      explanationId: null,
    },
  })
  const request = await fileCard(app, child)
  const html = await page(`/requests/${request._id}/review`)
  for (const text of ['Çocuk', '19.05.2009', nameOf('selin'), 'az önce', '10 iş günü kaldı'])
    expect(html).toContain(text)
  expect(html).toMatch(/İnceleme sırasına alındı[^]*Talep oluşturuldu[^]*Selin Yıldırım/)
  expect(html).toMatch(new RegExp(`${before.number}[^]*Reddedildi[^]*Fotoğraf güncel değil`))
})

it('D8 hides form and number from the clerk whose request it is, and says why', async () => {
  const child = await makeRelative(app, 'yigit')
  const request = await fileCard(app, child, { parent: 'yigit' })
  const html = await page(`/requests/${request._id}/review`, await app.signedIn('yigit'))
  expect(html).toContain('Talebi siz yaptınız')
  expect(html).not.toContain('name="outcome"')
  expect(html).not.toContain('/identity-number')
  const own = await app.signedIn('yigit')
  const asked = await own.post(`/requests/${request._id}/identity-number`, {})
  expect(asked.status).toBe(409)
  expect(asked.text).not.toContain(child.identityNumber)
  expect(await audited('identityNumberShown', child._id)).toEqual([
    { actor: accountId('yigit'), outcome: 'refused' },
  ])
  expect(await page(`/requests/${request._id}/review`)).toContain('name="outcome"')
})

it('D8 hides them from a clerk whose relative it is, too', async () => {
  const child = await makeRelative(app, 'selin')
  const { _id } = await writeRow(app, child, IN_REVIEW, {
    relatedStaffIds: [accountId('selin'), accountId('yigit')],
  })
  const html = await page(`/requests/${_id}/review`, await app.signedIn('yigit'))
  expect(html).toContain('kendi yakınınız için')
  expect(html).not.toContain('name="outcome"')
  expect(html).not.toContain(child.identityNumber)
})

it('D7 opening the page marks the request as opened once, and the applicant can no longer withdraw it', async () => {
  const child = await makeRelative(app, 'selin')
  const { _id } = await fileCard(app, child)
  await page(`/requests/${_id}/review`)
  const withdrawn = withdrawalOf(_id, { by: accountId('selin') })
  expect(await app.runs.withdraw(child.personKey, withdrawn)).toMatchObject({ cause: 'opened' })
  await waitFor(() => app.store.requests.exists({ _id, opened: { $ne: null } }), {
    what: 'the opening on record',
  })
  await page(`/requests/${_id}/review`, await app.signedIn('ilhan'))
  const { opened, audit } = await app.store.requests.findById(_id).orFail().lean()
  expect(opened).toMatchObject({ by: accountId('aygul') })
  expect(audit.filter(({ action }) => action === 'reviewOpened')).toHaveLength(1)
  expect(await page(`/requests/${_id}`)).toContain('Kimlik Bürosu talebi incelemeye açtı')
})

it('a withdrawn request is shown as such, cannot be reviewed, and no decision is taken on it', async () => {
  const other = await makeRelative(app, 'selin')
  const withdrawn = await fileCard(app, other)
  await app.runs.withdraw(other.personKey, withdrawalOf(withdrawn._id, { by: accountId('selin') }))
  await waitFor(() => app.store.requests.exists({ _id: withdrawn._id, open: false }), {
    what: 'the withdrawal on record',
  })
  await clerk.get(`/requests/${withdrawn._id}/review`).expect(303)
  expect(await page(`/requests/${withdrawn._id}`)).toMatch(/Onay Bekliyor[^]*Geri çekildi/)
  const answer = await clerk.post(`/requests/${withdrawn._id}/decision`, {
    decisionId: crypto.randomUUID(),
    outcome: 'approved',
  })
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Personel bu talebi geri çekti')
})

it('D8 a clerk of the family does not open it for the bureau', async () => {
  const child = await makeRelative(app, 'yigit')
  const { _id } = await fileCard(app, child, { parent: 'yigit' })
  await page(`/requests/${_id}/review`, await app.signedIn('yigit'))
  const withdrawn = withdrawalOf(_id, { by: accountId('yigit') })
  expect(await app.runs.withdraw(child.personKey, withdrawn)).toEqual({ kind: 'taken' })
})

it('S29 S50 shows the clerk what was to be paid, next to the receipt, and offers the wrong amount as a reason', async () => {
  const { _id } = await fileCard(app, await makeRelative(app, 'selin'))
  const html = await page(`/requests/${_id}/review`)
  for (const text of [
    'Beklenen ödeme',
    '1.250,50 TL',
    'TR33 0006 1005 1978 6457 8413 26',
    FEE.note,
  ])
    expect(html).toContain(text)
  expect(html).toContain('value="receiptAmountWrong"')
})

it('S69 marks the card of a lost cancellation on the review page, the request and the lists', async () => {
  const child = await makeRelative(app, 'selin')
  const { _id } = await fileCancellation(app, child, 'lostOrStolen')
  for (const path of [`/requests/${_id}/review`, `/requests/${_id}`, '/queues/review'])
    expect(await page(path)).toContain('Kayıp bildirildi')
  const card = await app.store.requests.findOne({ personId: child._id, type: 'cardRequest' }).lean()
  expect(await page(`/requests/${card!._id}`)).toContain('Kayıp bildirildi')
})

it('has single keys for everything, until the account turns them off (WCAG 2.1.4)', async () => {
  const { _id } = await fileCard(app, await makeRelative(app, 'selin'))
  const review = `/requests/${_id}/review`
  const keysOn = async () =>
    [...(await page(review)).matchAll(/ data-key="(.)"/g)].map(([, key]) => key)
  const keys = await keysOn()
  expect(keys).toEqual(expect.arrayContaining(['o', 'r', 'g', 'a', 'f', 'd', 'k', '1', '0', '?']))
  expect(new Set(keys).size).toBe(keys.length)
  const off = await clerk.post('/single-keys', { keys: 'off' }, review)
  expect(off.headers.location).toBe(review)
  expect(await keysOn()).toEqual([])
  await clerk.post('/single-keys', { keys: 'on' }, review)
  expect(await keysOn()).toEqual(keys)
})

it('names the pictures of the next request, which are loaded ahead and open no file', async () => {
  const [first, second] = [
    await fileCard(app, await makeRelative(app, 'selin')),
    await fileCard(app, await makeRelative(app, 'selin')),
  ]
  const earlier = await writeRow(app, { _id: second.personId }, RETURNED, {
    filedAt: new Date('2026-01-05T09:00:00Z'),
    documents: second.documents,
  })
  await app.store.requests.updateMany(
    { _id: { $in: [first._id, second._id] } },
    { $set: { unitCode: '2077' } },
  )
  const html = await page(`/requests/${first._id}/review?unit=2077`)
  const ahead = /data-next-pictures="([^"]*)"/.exec(html)![1]!.split(' ')
  expect(ahead).toEqual([
    `/requests/${second._id}/documents/photo/pages/1`,
    `/requests/${second._id}/documents/receipt/pages/1`,
    `/requests/${earlier._id}/documents/photo/pages/1`,
  ])
  for (const picture of ahead) await clerk.get(picture).expect(200)
  expect(await audited('documentOpened', second._id)).toEqual([])
  expect((await app.store.requests.findById(second._id).lean())!.opened).toBeNull()
})
