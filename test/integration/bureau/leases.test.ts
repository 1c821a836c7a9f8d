/**
 * "Bana al": a clerk who opens a review works on it, everybody sees that, and it is given back, taken
 * over with a ground, or ends by itself. The lease is not the lock (D7).
 */
import { randomUUID } from 'node:crypto'
import {
  leaseOf,
  releaseLease,
  takeLease,
  takeOverLease,
} from '../../../services/bureau/operations/leases'
import { takeNextForReview } from '../../../services/bureau/operations/reviewQueue'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk, Username } from '../../support/bureauApp'
import { fileCard, makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { MINUTE_MS } from '../../support/durations'
import { followEvents } from '../../support/followEvents'
import { linkTo } from '../../support/htmlForm'
import { IN_REVIEW } from '../../support/requestStates'

let app: BureauApp
let aygul: Clerk
let yigit: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau()
  ;[aygul, yigit] = [await app.signedIn('aygul'), await app.signedIn('yigit')]
  child = await makeRelative(app, 'selin')
})
afterAll(() => app?.close())
afterEach(() => Promise.all([app.store.requests.deleteMany({}), app.store.leases.deleteMany({})]))

const taker = (username: Username) => ({ id: accountId(username), roles: ['clerk'] as const })
/** Opened before, so that opening it needs no run. */
const opened = { openingId: randomUUID(), by: 'somebody', at: new Date() }
const inReview = (over: Partial<RequestRecord> = {}) =>
  writeRow(app, child, IN_REVIEW, { opened, dueAt: new Date(), ...over })
const reviewOf = ({ _id }: { _id: string }) => `/requests/${_id}/review`
/** Who works on it now. */
const holderOf = async ({ _id }: { _id: string }) => {
  const lease = await leaseOf(app.store, _id)
  return lease !== null && lease.until > new Date() ? lease.holder : undefined
}
/** What the page says about the lease. */
const lineOf = (html: string) =>
  /data-part="text">([^<]*)</.exec(html.slice(html.indexOf('pyk-lease')))?.[1] ?? null
const pageIdOf = (html: string) => /data-page="([^"]+)"/.exec(html)![1]!

it('opening a review takes it, and a colleague reads on page and list who has it and until when', async () => {
  const request = await inReview()
  expect(lineOf(await aygul.page(reviewOf(request)))).toBe('Size atandı · 10 dk')
  expect(await holderOf(request)).toBe(accountId('aygul'))

  const held = /^Aygül Ünal’da, \d\d:\d\d’(e|ye|a|ya) kadar$/
  const seen = await yigit.page(reviewOf(request))
  expect(lineOf(seen)).toMatch(held)
  expect(seen).toContain('id="decision-form"')
  expect(await holderOf(request)).toBe(accountId('aygul'))
  for (const [who, expected] of [
    [yigit, held],
    [aygul, /^Size atandı · 10 dk$/],
  ] as const)
    expect(
      /data-part="lease"><span[^>]*>([^<]+)</.exec(await who.page('/queues/review'))![1],
    ).toMatch(expected)
  expect(lineOf(await yigit.page(`/requests/${request._id}`))).toMatch(held)
})

it('each opening without scripts renews it, and it ends by itself after ten minutes', async () => {
  const request = await inReview()
  await aygul.page(reviewOf(request))
  const soon = new Date(Date.now() + MINUTE_MS)
  await app.store.leases.updateOne({ _id: request._id }, { until: soon })
  await aygul.page(reviewOf(request))
  const { until } = (await leaseOf(app.store, request._id))!
  expect(until.getTime()).toBeGreaterThan(soon.getTime() + 8 * MINUTE_MS)

  await app.store.leases.updateOne({ _id: request._id }, { until: new Date() })
  expect(lineOf(await yigit.page(reviewOf(request)))).toBe('Size atandı · 10 dk')
})

it('is for one person alone, however many ask for it at the same moment', async () => {
  for (let round = 0; round < 10; round++) {
    const request = await inReview()
    const clerks = ['aygul', 'yigit', 'ilhan'] as const
    const answers = await Promise.all(
      [...clerks, ...clerks].map((username) => takeLease(app.store, taker(username), request)),
    )
    const holder = await holderOf(request)
    for (const [index, answer] of answers.entries())
      expect(answer.kind).toBe(accountId(clerks[index % 3]!) === holder ? 'taken' : 'refused')
  }
})

it('two clerks who go on at the same moment get different requests', async () => {
  const from = await inReview({ dueAt: new Date(0) })
  const rows = [await inReview(), await inReview(), await inReview()]
  const went = await Promise.all(
    (['aygul', 'yigit', 'ilhan'] as const).map((username) =>
      takeNextForReview(app.store, taker(username), {}, from),
    ),
  )
  expect(new Set(went)).toEqual(new Set(rows.map(({ _id }) => _id)))
})

it('going on skips what a colleague works on, and does not count it', async () => {
  const at = (index: number) => ({ dueAt: new Date(Date.now() + index * MINUTE_MS) })
  const [first, held, last] = [await inReview(at(1)), await inReview(at(2)), await inReview(at(3))]
  await aygul.page(reviewOf(held))
  const html = await yigit.page(reviewOf(first))
  expect(html).toContain('1 talep kaldı')
  expect(await takeNextForReview(app.store, taker('yigit'), {}, first)).toBe(last._id)
})

describe('giving back', () => {
  it('“Serbest bırak” leads to the list, where everybody can take it', async () => {
    const request = await inReview()
    const html = await aygul.page(reviewOf(request))
    const answer = await aygul.press(html, 'Serbest bırak')
    expect(answer.headers.location).toBe('/queues/review')
    expect(await holderOf(request)).toBeUndefined()
    expect(await aygul.page('/queues/review')).toContain(`${request.number} serbest bırakıldı`)
  })

  it('a page that is left gives it back, unless the person has opened it again', async () => {
    const request = await inReview()
    const left = await aygul.page(reviewOf(request))
    const open = await aygul.page(reviewOf(request))
    const leave = (html: string, who: Clerk) =>
      who.post(`/requests/${request._id}/lease/leaving`, { pageId: pageIdOf(html) })
    await leave(left, aygul)
    expect(await holderOf(request)).toBe(accountId('aygul'))
    await leave(open, yigit)
    expect(await holderOf(request)).toBe(accountId('aygul'))
    await leave(open, aygul)
    expect(await holderOf(request)).toBeUndefined()
  })

  it('a page that renews its parts still keeps it, and gives it back when it is left', async () => {
    const request = await inReview()
    const open = await aygul.page(reviewOf(request))
    for (const renewal of ['by-itself', 'asked']) {
      const answer = await aygul.agent.get(reviewOf(request)).set('X-Renewal', renewal)
      expect(lineOf(answer.text)).toBe('Size atandı · 10 dk')
    }
    await aygul.post(`/requests/${request._id}/lease/leaving`, { pageId: pageIdOf(open) })
    expect(await holderOf(request)).toBeUndefined()
  })

  it('a renewal that arrives after its page was left takes nothing, and a page that is shown again does', async () => {
    const request = await inReview()
    const pageId = pageIdOf(await aygul.page(reviewOf(request)))
    const send = (act: string, page: string) =>
      aygul.post(`/requests/${request._id}/lease/${act}`, { pageId: page })
    await send('leaving', pageId)
    await send('renewal', pageId)
    expect(await holderOf(request)).toBeUndefined()
    await send('renewal', `${pageId}-1`)
    expect(await holderOf(request)).toBe(accountId('aygul'))
    await send('leaving', `${pageId}-1`)
    expect(await holderOf(request)).toBeUndefined()
  })

  it('gives back only the own lease', async () => {
    const request = await inReview()
    await takeLease(app.store, taker('aygul'), request)
    await releaseLease(app.store, accountId('yigit'), request._id)
    expect(await holderOf(request)).toBe(accountId('aygul'))
  })
})

it('“Bana al” on the page of a free request takes it and opens its review', async () => {
  const request = await inReview()
  const html = await aygul.page(`/requests/${request._id}`)
  const answer = await aygul.press(html, 'Bana al')
  expect(answer.headers.location).toBe(reviewOf(request))
  expect(await holderOf(request)).toBe(accountId('aygul'))
  const late = await yigit.post(`/requests/${request._id}/lease/take`)
  expect(late.status).toBe(409)
  expect(late.text).toContain('Aygül Ünal’da')
})

it('the open page renews it without extending the session, and says when a colleague has it', async () => {
  const request = await inReview()
  const html = await aygul.page(reviewOf(request))
  const renewal = /data-renewal="([^"]+)"/.exec(html)![1]!
  const sessions = app.store.connection.collection('bureauSessions')
  const before = new Date(Date.now() - 10 * MINUTE_MS)
  await sessions.updateMany({}, { $set: { lastModified: before } })
  const renew = async () =>
    aygul.agent
      .post(renewal)
      .set({ 'X-Sent-By-Itself': 'yes', Accept: 'application/json' })
      .set('X-CSRF-Token', token)
      .type('form')
      .send({ pageId: pageIdOf(html) })
  const token = /data-token="(\w+)"/.exec(html)![1]!
  expect((await renew()).body).toEqual({ standing: 'own', text: 'Size atandı · 10 dk' })
  expect(await sessions.countDocuments({ lastModified: { $gt: before } })).toBe(0)

  const answer = await takeOverLease(app.store, taker('yigit'), request, {
    ...{ from: accountId('aygul'), ground: 'urgent', words: '' },
  })
  expect(answer.kind).toBe('taken')
  expect((await renew()).body).toMatchObject({
    standing: 'held',
    text: expect.stringContaining('Yiğit Koç’ta'),
  })
})

describe('taking over', () => {
  it('is explicit, with a ground that everybody reads in the history of the request', async () => {
    const request = await inReview()
    await aygul.page(reviewOf(request))
    const form = linkTo(await yigit.page(reviewOf(request)), 'Devral')!
    const html = await yigit.page(form)
    expect(html).toContain('Aygül Ünal')

    const without = await yigit.press(html, 'Devral')
    expect((await yigit.get(without.headers.location!)).text).toContain('Devralma sebebini seçin')
    const wordless = await yigit.press(html, 'Devral', { ground: 'other' })
    expect((await yigit.get(wordless.headers.location!)).text).toContain('için açıklama yazın')
    expect(await holderOf(request)).toBe(accountId('aygul'))

    const words = 'Aygül Hanım toplantıda.'
    const done = await yigit.press(html, 'Devral', { ground: 'absent', words })
    expect(done.headers.location).toBe(reviewOf(request))
    const page = await yigit.page(reviewOf(request))
    expect(lineOf(page)).toBe('Size atandı · 10 dk')
    expect(page).toContain('Talep iş arkadaşından devralındı')
    expect(page).toContain(`Önceki memur: ${nameOf('aygul')} · İş arkadaşım yerinde yok · ${words}`)
    const ofRequest = { event: 'leaseTakenOver', subject: request._id }
    const entries = await app.store.auditEntries.find(ofRequest).lean()
    expect(entries).toMatchObject([
      {
        ...{ actor: accountId('yigit'), from: accountId('aygul'), subject: request._id },
        ...{ ground: 'absent', outcome: 'done', chain: `subject:${request._id}` },
      },
    ])
    expect(JSON.stringify(entries)).not.toContain('toplantıda')
  })

  it('happens once when two ask at the same moment, and only from the colleague who was seen', async () => {
    const request = await inReview()
    await takeLease(app.store, taker('aygul'), request)
    const over = { from: accountId('aygul'), ground: 'agreed', words: '' } as const
    const answers = await Promise.all(
      (['yigit', 'ilhan'] as const).map((username) =>
        takeOverLease(app.store, taker(username), request, over),
      ),
    )
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['refused', 'taken'])
    const count = { subject: request._id, event: 'leaseTakenOver' }
    expect(await app.store.auditEntries.countDocuments(count)).toBe(1)
  })
})

it('ends with the decision, so that nobody seems to work on the card in the next list', async () => {
  const request = await fileCard(app, await makeRelative(app, 'selin'))
  await aygul.page(reviewOf(request))
  const approval = { decisionId: randomUUID(), outcome: 'approved', then: 'stay' }
  expect((await yigit.post(`/requests/${request._id}/decision`, approval)).status).toBe(303)
  expect(await holderOf(request)).toBeUndefined()
  expect(lineOf(await aygul.page(`/requests/${request._id}`))).toBe('')
})

it('says on the page that takes it over who has it, and nothing about decisions', async () => {
  const request = await inReview()
  await aygul.page(reviewOf(request))
  const html = await yigit.page(`/requests/${request._id}/lease/takeover`)
  expect(html).toMatch(/Aygül Ünal’da, [^<]+ kadar/)
  expect(html).not.toMatch(/kararınız/)
})

it('D8 opening the review of the own family takes nothing', async () => {
  const request = await inReview({ relatedStaffIds: [accountId('aygul')] })
  const html = await aygul.page(reviewOf(request))
  expect(lineOf(html)).toBeNull()
  expect(await holderOf(request)).toBeUndefined()
  await aygul.post(`/requests/${request._id}/lease/take`).then(({ status, text }) => {
    expect(status).toBe(409)
    expect(text).toContain('kendi yakınınız')
  })
})

it('D7 a lease is not the lock: a colleague’s decision is taken, and the holder sees it', async () => {
  const request = await fileCard(app, await makeRelative(app, 'selin'))
  await aygul.page(reviewOf(request))
  const approval = () => ({ decisionId: randomUUID(), outcome: 'approved', then: 'stay' })
  const decided = await yigit.post(`/requests/${request._id}/decision`, approval())
  expect(decided.status).toBe(303)
  const late = await aygul.post(`/requests/${request._id}/decision`, approval())
  expect(late.status).toBe(409)
  expect(late.text).toContain(nameOf('yigit'))
})

describe('the open page of a review', () => {
  const at = new Date()
  const decision: RequestRecord['decision'] = {
    ...{ decisionId: 'd', by: accountId('yigit'), at, reasons: [], explanationId: null },
    outcome: 'rejected',
  }

  it.each<[string, Partial<RequestRecord>, string]>([
    [
      'D7 that a colleague has decided',
      { status: 'rejected', subState: 'returned', decision },
      `Bu talep hakkında ${nameOf('yigit')} karar verdi: Reddedildi.`,
    ],
    [
      'that the applicant has withdrawn it',
      { subState: 'withdrawn', withdrawn: { withdrawalId: 'w', by: accountId('selin'), at } },
      'Bu talebi personel geri çekti.',
    ],
    [
      'that a colleague has handed it to the head',
      { subState: 'withHead' },
      'Talebin yeni durumu: Amirde.',
    ],
  ])('learns at once %s', async (_what, change, words) => {
    const request = await inReview()
    const open = followEvents(aygul, `/requests/${request._id}/lease/events?shown=own`)
    await open.says('event: lease')
    expect(open.text()).not.toContain('event: over')
    await app.store.requests.updateOne({ _id: request._id }, { $set: change })
    await open.says(`event: over\ndata:${words}`)
    await open.end()
  })
})

it('is for the bureau alone', async () => {
  const request = await inReview()
  const stranger = app.stranger()
  for (const act of ['take', 'renewal', 'leaving', 'release', 'takeover'])
    expect((await stranger.post(`/requests/${request._id}/lease/${act}`)).status).not.toBe(200)
  await aygul.post('/requests/nobody/lease/take').then(({ status }) => expect(status).toBe(404))
})
