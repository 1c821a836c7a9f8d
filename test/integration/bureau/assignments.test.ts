/** Assigning chosen requests, and handing over a colleague's whole work, each with its own result. */
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk, Username } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import { IN_REVIEW } from '../../support/requestStates'

let app: BureauApp
let clerk: Clerk
let head: Clerk
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  ;[clerk, head] = await Promise.all([app.signedIn('aygul'), app.signedIn('ilhan')])
})
afterAll(() => app?.close())
afterEach(() => app.store.leases.deleteMany({}))

async function inReview(over: Partial<RequestRecord> = {}): Promise<RequestRecord> {
  return writeRow(app, await makeRelative(app, 'selin'), IN_REVIEW, over)
}

const holderOf = async ({ _id }: RequestRecord) =>
  (await app.store.leases.findById(_id).lean())?.holder ?? null
const hold = (who: Username, { _id }: RequestRecord) =>
  app.store.leases.create({
    _id,
    holder: accountId(who),
    until: new Date(Date.now() + 600_000),
    pageId: null,
  })
const chosen = (requests: readonly RequestRecord[]) =>
  `/queues/review/assignment?${new URLSearchParams(requests.map(({ _id }) => ['item', _id])).toString()}`
const assign = (who: Clerk, address: string, to: Username) =>
  who.post(address, { to: accountId(to) })

it('assigns the chosen requests of the review list to a colleague, for a day, in the audit trail of each', async () => {
  const requests = [await inReview(), await inReview(), await inReview()]
  const list = await clerk.page('/queues/review?chosen=all')
  for (const { _id } of requests) expect(list).toContain(`value="${_id}"`)
  const asked = await clerk.page(chosen(requests))
  expect(asked).toContain('3 talep kime atansın?')
  expect(asked).toContain(nameOf('yigit'))
  const answer = await assign(clerk, chosen(requests), 'yigit')
  expect(answer.headers.location).toBe('/queues/review')
  expect(await clerk.page('/queues/review')).toContain(
    `3 talep ${nameOf('yigit')} adlı memura atandı.`,
  )
  for (const request of requests) {
    expect(await holderOf(request)).toBe(accountId('yigit'))
    const entry = await app.store.auditEntries
      .findOne({ event: 'requestAssigned', subject: request._id })
      .lean()
    expect(entry).toMatchObject({ actor: accountId('aygul'), to: accountId('yigit') })
    const history = await clerk.page(`/requests/${request._id}`)
    expect(history).toContain('Talep bir memura atandı')
    expect(history).toContain(`Yeni memur: ${nameOf('yigit')}`)
  }
  const trail = await head.page('/management/audit?event=requestAssigned')
  expect(trail).toContain(`Yeni memur: ${nameOf('yigit')}`)
})

it('D8 assigns nobody their own request, and says so for that one alone', async () => {
  const own = await inReview({ applicantId: accountId('yigit'), relatedStaffIds: [] })
  const other = await inReview()
  await assign(clerk, chosen([own, other]), 'yigit')
  const list = await clerk.page('/queues/review')
  expect(list).toContain(`1 talep ${nameOf('yigit')} adlı memura atandı.`)
  expect(list).toContain(`1 talep atanamadı: ${own.number} (memurun kendi talebi)`)
  expect(await holderOf(own)).toBeNull()
  expect(await holderOf(other)).toBe(accountId('yigit'))
})

it('leaves what a colleague holds to the head, who hands over all of it', async () => {
  const requests = [await inReview(), await inReview()]
  for (const request of requests) await hold('yigit', request)
  await assign(clerk, chosen(requests), 'aygul')
  expect(await clerk.page('/queues/review')).toContain('başka bir memurda')
  expect(await holderOf(requests[0]!)).toBe(accountId('yigit'))

  const whole = `/queues/review/assignment?of=${accountId('yigit')}`
  expect((await clerk.get(whole)).status).toBe(403)
  const asked = await head.page(whole)
  expect(asked).toContain('2 talep kime atansın?')
  expect(asked).toContain(`<option value="${accountId('aygul')}"`)
  expect(asked).not.toContain(`<option value="${accountId('yigit')}"`)
  await assign(head, whole, 'aygul')
  expect(await Promise.all(requests.map(holderOf))).toEqual([
    accountId('aygul'),
    accountId('aygul'),
  ])
})

it('lets clerks hand over all that they hold themselves', async () => {
  const request = await inReview()
  await hold('aygul', request)
  await assign(clerk, `/queues/review/assignment?of=${accountId('aygul')}`, 'yigit')
  expect(await holderOf(request)).toBe(accountId('yigit'))
})

it('keeps an assigned request with its holder when they leave its page', async () => {
  const request = await inReview()
  await assign(clerk, chosen([request]), 'yigit')
  const colleague = await app.signedIn('yigit')
  await colleague.post(`/requests/${request._id}/lease/renewal`, { pageId: 'page-1' })
  await colleague.post(`/requests/${request._id}/lease/leaving`, { pageId: 'page-1' })
  expect(await holderOf(request)).toBe(accountId('yigit'))
})

it('asks for a colleague, and for a choice', async () => {
  const request = await inReview()
  const answer = await clerk.post(chosen([request]), { to: '' }, chosen([request]))
  expect(answer.headers.location).toBe(chosen([request]))
  expect(await clerk.page(chosen([request]))).toContain('Memuru seçin')
  expect((await clerk.get('/queues/review/assignment')).headers.location).toBe('/queues/review')
})
