/** "Amire ilet" at the bureau: the forms, who may send them, and what clerks and head see of a case. */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCard, inSubState, makeRelative } from '../../support/bureauCases'
import { linkTo } from '../../support/htmlForm'
import { recordIn } from '../../support/recordIn'
import { numbersOn } from '../../support/workListHtml'

const NOTE = 'Fotoğraf önceki karttakinden çok farklı.'
const ANSWER = 'Fotoğrafı kabul edin; kişi geçen yıl ameliyat olmuş.'

let app: BureauApp
let aygul: Clerk
let yigit: Clerk
let ilhan: Clerk
beforeAll(async () => {
  app = await startBureau()
  ;[aygul, yigit, ilhan] = await Promise.all([
    app.signedIn('aygul'),
    app.signedIn('yigit'),
    app.signedIn('ilhan'),
  ])
})
afterAll(() => app?.close())

const newRequest = async (parent: 'selin' | 'yigit' = 'selin') =>
  fileCard(app, await makeRelative(app, parent), { parent })
const form = (note: string) => ({ id: randomUUID(), note })
const handOver = (clerk: Clerk, { _id }: Pick<RequestRecord, '_id'>, fields = form(NOTE)) =>
  clerk.post(`/requests/${_id}/escalation`, fields)
const giveBack = (who: Clerk, { _id }: Pick<RequestRecord, '_id'>, fields = form(ANSWER)) =>
  who.post(`/requests/${_id}/escalation/return`, fields)
const decide = (who: Clerk, { _id }: Pick<RequestRecord, '_id'>, over = {}) =>
  who.post(`/requests/${_id}/decision`, {
    ...{ decisionId: randomUUID(), outcome: 'approved', then: 'stay' },
    ...over,
  })
const reviewOf = (who: Clerk, { _id }: Pick<RequestRecord, '_id'>) =>
  who.get(`/requests/${_id}/review`)
const { row } = recordIn(() => app)

async function withHead(): Promise<RequestRecord> {
  const request = await newRequest()
  expect((await handOver(aygul, request)).status).toBe(303)
  return inSubState(app, request._id, 'withHead')
}

it('S43 leads from the review to the form and hands the case over: it keeps its place, its due day and its status', async () => {
  const request = await newRequest()
  const review = (await reviewOf(aygul, request)).text
  const page = (await aygul.get(linkTo(review, 'Amire ilet')!).expect(200)).text
  expect(page).toContain('Notu büro görür, personel görmez')
  const fields = form(`  ${NOTE}  `)
  // Sent twice, it is one act.
  for (let times = 0; times < 2; times++)
    expect((await handOver(aygul, request, fields)).status).toBe(303)
  expect((await aygul.get('/queues/review')).text).toContain('büro şefine iletildi')
  const after = await row(request)
  expect(after).toMatchObject({
    status: 'pending',
    subState: 'withHead',
    queue: 'review',
    open: true,
    queuedAt: request.queuedAt,
    dueAt: request.dueAt,
    escalation: { escalationId: fields.id, by: accountId('aygul'), returned: null },
  })
  expect(after.audit.filter(({ action }) => action === 'escalated')).toHaveLength(1)
  // The lease of the clerk has ended, so that the head finds it free.
  expect(await app.store.leases.findById(request._id).lean()).toBeNull()
  const entries = await app.store.auditEntries
    .find({ event: 'caseEscalated', subject: request._id })
    .lean()
  expect(entries[0]).toMatchObject({ actor: accountId('aygul'), outcome: 'done' })
})

it.each([
  ['no note', '   ', 'Notu yazın'],
  ['D12 an identity number', 'No: 100 000 001 46', 'T.C. kimlik numarasını çıkarın'],
  ['a long note', 'a'.repeat(1_001), 'Not 1.001 karakter'],
])('sends either form back with %s', async (_what, note, fault) => {
  const [request, handed] = [await newRequest(), await withHead()]
  for (const [who, answer, path] of [
    [aygul, await handOver(aygul, request, form(note)), `/requests/${request._id}/escalation`],
    [ilhan, await giveBack(ilhan, handed, form(note)), `/requests/${handed._id}/escalation/return`],
  ] as const) {
    expect(answer.headers.location).toBe(path)
    expect((await who.get(path)).text).toContain(fault)
  }
  expect((await row(request)).escalation).toBeUndefined()
  expect((await row(handed)).subState).toBe('withHead')
})

describe('a case that the head has', () => {
  it('is shown to other clerks with who handed it over and why, to read only', async () => {
    const request = await withHead()
    expect((await reviewOf(yigit, request)).headers.location).toBe(`/requests/${request._id}`)
    const html = (await yigit.get(`/requests/${request._id}`)).text
    for (const text of ['Amirde', NOTE, nameOf('aygul'), 'kararı şef verir'])
      expect(html).toContain(text)
    for (const text of ['Karar ver', 'Eksik iste', 'Amire ilet', 'Bana al'])
      expect(linkTo(html, text)).toBeNull()
    for (const path of ['missing', 'escalation'])
      expect((await yigit.get(`/requests/${request._id}/${path}`)).headers.location).toBe(
        `/requests/${request._id}`,
      )
  })

  it('is marked in the queue, and is next for no clerk', async () => {
    const request = await withHead()
    const list = (await yigit.get('/queues/review')).text
    const shown = list.split('<tr role="row">').find((part) => part.includes(request.number))!
    expect(shown).toContain('Amirde')
    const other = await newRequest()
    const next = linkTo((await reviewOf(yigit, other)).text, 'Karar vermeden sıradakine geç')
    expect(next ?? '').not.toContain(request._id)
    const filtered = (await ilhan.get('/queues/review?holder=head')).text
    expect(numbersOn(filtered)).toContain(request.number)
    expect(numbersOn(filtered)).not.toContain(other.number)
  })

  it('D7 is not decided, asked about or handed over by a clerk, who reads who has handed it over', async () => {
    const request = await withHead()
    const ask = { askId: randomUUID(), kind: 'receipt', flaw: 'unreadable', note: '' }
    for (const answer of [
      await decide(yigit, request),
      await decide(yigit, request, { then: 'next' }),
      await handOver(yigit, request),
      await yigit.post(`/requests/${request._id}/missing`, ask),
    ]) {
      expect(answer.status).toBe(409)
      expect(answer.text).toContain(nameOf('aygul'))
      expect(answer.text).toContain('büro şefine iletti')
    }
    expect(await row(request)).toMatchObject({ subState: 'withHead', decision: null })
  })

  it('S74 is given back by the head alone, and handed over by a clerk alone', async () => {
    const [request, handed] = [await newRequest(), await withHead()]
    for (const answer of [
      await yigit.get(`/requests/${handed._id}/escalation/return`),
      await giveBack(yigit, handed),
      await handOver(ilhan, request),
    ])
      expect(answer.status).toBe(403)
    expect(linkTo((await reviewOf(ilhan, request)).text, 'Amire ilet')).toBeNull()
    expect((await ilhan.get(`/requests/${request._id}/escalation`)).headers.location).toBe(
      `/requests/${request._id}`,
    )
  })

  it('S48 is decided by the head, who reads the note on the review page', async () => {
    const request = await withHead()
    const review = (await reviewOf(ilhan, request)).text
    for (const text of [NOTE, nameOf('aygul')]) expect(review).toContain(text)
    expect(linkTo(review, 'Eksik iste')).toBeNull()
    expect((await decide(ilhan, request)).status).toBe(303)
    const decided = await row(request)
    expect(decided).toMatchObject({ status: 'approved', decision: { by: accountId('ilhan') } })
    expect((await aygul.get(`/requests/${request._id}`)).text).toContain('Büro şefine iletilmişti')
  })

  it('goes back to the clerks with a note, which they see, and is decided', async () => {
    const request = await withHead()
    const page = (
      await ilhan.get(linkTo((await reviewOf(ilhan, request)).text, 'Memurlara geri gönder')!)
    ).text
    expect(page).toContain(NOTE)
    expect((await giveBack(ilhan, request)).status).toBe(303)
    expect(await row(request)).toMatchObject({
      subState: 'inReview',
      queuedAt: request.queuedAt,
      dueAt: request.dueAt,
      escalation: { returned: { by: accountId('ilhan') } },
    })
    const review = (await reviewOf(yigit, request)).text
    for (const text of ['Büro şefi geri gönderdi', NOTE, ANSWER, nameOf('ilhan')])
      expect(review).toContain(text)
    const again = await giveBack(ilhan, request)
    expect(again.status).toBe(409)
    expect(again.text).toContain('artık büro şefinde değil')
    expect((await decide(yigit, request)).status).toBe(303)
    const entries = await app.store.auditEntries
      .find({ event: 'caseGivenBack', subject: request._id, outcome: 'done' })
      .lean()
    expect(entries).toMatchObject([{ actor: accountId('ilhan') }])
  })
})

it('D8 does not let a clerk hand over a case of their own family: not on the screen, in the route or in the run', async () => {
  const request = await newRequest('yigit')
  expect(linkTo((await reviewOf(yigit, request)).text, 'Amire ilet')).toBeNull()
  expect((await yigit.get(`/requests/${request._id}/escalation`)).headers.location).toBe(
    `/requests/${request._id}/review`,
  )
  const answer = await handOver(yigit, request)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Kendi talebiniz')
  expect((await row(request)).subState).toBe('inReview')
})
