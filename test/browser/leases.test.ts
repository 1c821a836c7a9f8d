/** "Bana al" in a browser: kept while the page is open, given back on leaving; new work in a list. */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { MINUTE_MS } from '../support/durations'
import { gate } from '../support/gate'
import { WorkListPage } from '../support/pages/bureau/workList'
import { fileCardRequest } from '../support/pages/portal/filing'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { waitFor } from '../support/waitFor'

let stack: Stack
let clerk: Page
let number: string
let requestId: string
beforeAll(async () => {
  stack = await startStack()
  clerk = await stack.signedIn('bureau', 'buro1')
  number = await fileCardRequest(stack, 'personel1', 'Çağrı Yıldırım')
  requestId = (await stack.store.requests.findOne({ number }, { _id: 1 }).orFail().lean())._id
})
afterAll(() => stack.stop())

const lease = () => stack.store.leases.findById(requestId).lean()
const isFree = () =>
  waitFor(
    async () => {
      const last = await lease()
      return last === null || last.until <= new Date()
    },
    { what: `the release of ${number}` },
  )
const reviewIn = (page: Page) => page.goto(`/requests/${requestId}/review`)

async function listed(page: Page): Promise<WorkListPage> {
  const workList = new WorkListPage(page)
  await workList.open('review')
  await workList.reached(number)
  return workList
}

it('the open page keeps the request, and leaving it gives it back at once', async () => {
  await listed(clerk)
  await clerk.clock.install()
  await reviewIn(clerk)
  await clerk.getByText('Size atandı · 10 dk').waitFor()
  const soon = new Date(Date.now() + MINUTE_MS)
  await stack.store.leases.updateOne({ _id: requestId }, { until: soon })
  await clerk.clock.fastForward(3 * MINUTE_MS)
  await waitFor(async () => (await lease())!.until > soon, { what: 'the renewal' })
  await clerk.goto('/queues/review')
  await isFree()
})

it('a page that has renewed itself gives it back as well', async () => {
  // The register is being asked, so that the page waits for the answer.
  const _id = await stack.accountIdOf('personel1')
  const [at, runId] = [new Date(), randomUUID()]
  const asking = { runId, startedAt: at, at, seq: 1, state: 'asking' } as const
  await stack.store.familyRefreshes.replaceOne(
    { _id },
    { ...asking, fault: null, nextAttemptAt: null },
    { upsert: true },
  )
  const events = '**/register/events*'
  const { opened, open } = gate()
  await clerk.route(events, async (route) => {
    await opened
    await route.fulfill({ contentType: 'text/event-stream', body: 'event: changed\ndata: \n\n' })
  })
  await reviewIn(clerk)
  const renewed = clerk.waitForResponse(
    async (response) => (await response.request().headerValue('X-Renewal')) === 'by-itself',
  )
  open()
  expect((await renewed).url()).toContain(`${requestId}/review`)
  await clerk.unroute(events)
  await clerk.goto('/queues/review')
  await isFree()
  await stack.store.familyRefreshes.deleteOne({ _id })
})

it('the list that the way back leads to does not show it as taken any more', async () => {
  await reviewIn(clerk)
  await clerk.getByText('Size atandı').waitFor()
  await clerk.getByRole('link', { name: 'Kuyruğa dön' }).click()
  const row = new WorkListPage(clerk).row(number)
  await row.waitFor()
  expect(await row.innerText()).not.toContain('Size atandı')
})

/** A colleague opens the review and takes it over. */
async function takenOver(): Promise<Page> {
  const colleague = await stack.signedIn('bureau', 'buro2', { javaScriptEnabled: false })
  await reviewIn(colleague)
  await colleague.getByRole('link', { name: 'Devral' }).click()
  await colleague.getByLabel('Devralma sebebi').selectOption('leftOpen')
  await colleague.getByRole('button', { name: 'Devral' }).click()
  await colleague.getByText('Size atandı').waitFor()
  return colleague
}

it('the colleague who takes it over is named at once on the open page', async () => {
  await clerk.clock.install()
  await reviewIn(clerk)
  await clerk.getByText('Size atandı').waitFor()
  // Time stands still on the page, so that it renews nothing.
  await clerk.clock.pauseAt(Date.now() + MINUTE_MS / 60)
  const colleague = await takenOver()
  await clerk.getByText(/Aygül Ünal’da/).waitFor()
  expect(await clerk.getByRole('button', { name: 'Serbest bırak' }).isVisible()).toBe(false)
  await clerk.clock.resume()
  await clerk.goto('/queues/review')
  await colleague.getByRole('button', { name: 'Serbest bırak' }).click()
  await isFree()
  await colleague.context().close()
})

it('the page of a request, which takes nothing, follows who takes it and gives it back', async () => {
  await clerk.goto(`/requests/${requestId}`)
  await clerk.getByRole('button', { name: 'Bana al' }).waitFor()
  const colleague = await stack.signedIn('bureau', 'buro2')
  await reviewIn(colleague)
  await clerk.getByText(/Aygül Ünal’da/).waitFor()
  await clerk.getByRole('link', { name: 'Devral' }).waitFor()
  expect(await clerk.getByRole('button', { name: 'Bana al' }).isVisible()).toBe(false)
  await colleague.goto('/queues/review')
  await clerk.getByRole('button', { name: 'Bana al' }).waitFor()
  expect(await clerk.locator('.pyk-lease__text').innerText()).toBe('')
  await colleague.context().close()
})

it('a reload keeps it, and the colleague who has taken it over is named on the open page', async () => {
  await clerk.clock.install()
  // As while events cannot be received: the page learns it when it renews its lease.
  const events = /\/lease\/events\?/
  await clerk.route(events, (route) => route.abort())
  await reviewIn(clerk)
  await clerk.reload()
  await clerk.getByText('Size atandı').waitFor()
  expect(await lease()).toMatchObject({ holder: await stack.accountIdOf('buro1') })

  const colleague = await takenOver()
  await clerk.clock.fastForward(3 * MINUTE_MS)
  await clerk.getByText(/Aygül Ünal’da, \d\d:\d\d’\D+ kadar/).waitFor()
  expect(await clerk.getByRole('button', { name: 'Serbest bırak' }).isVisible()).toBe(false)

  // An open page may take a free request again.
  await clerk.unroute(events)
  await clerk.goto('/queues/review')
  await colleague.getByRole('button', { name: 'Serbest bırak' }).click()
  await colleague.getByText(`${number} serbest bırakıldı`).waitFor()
  await isFree()
  await colleague.context().close()
})

it('an open list shows at once which request a colleague takes and gives back', async () => {
  const workList = await listed(clerk)
  const colleague = await stack.signedIn('bureau', 'buro2')
  await reviewIn(colleague)
  const taken = workList.row(number).getByText(/Aygül Ünal’da/)
  await taken.waitFor()
  await colleague.goto('/queues/print')
  await taken.waitFor({ state: 'hidden' })
  await colleague.context().close()
})

it('an open list says that there is new work, and shows it without changing filters and order', async () => {
  const workList = await listed(clerk)
  const before = await workList.numbers()
  const added = await fileCardRequest(stack, 'personel3', 'Ege Şimşek')
  await clerk.getByText(/^\d+ yeni talep$/).waitFor()
  expect(await workList.numbers()).toEqual(before)
  await clerk.getByRole('link', { name: 'Göster' }).click()
  await clerk.waitForURL(/since=/)
  expect(new URL(clerk.url()).searchParams.get('order')).toBeNull()
  await clerk.locator('.pyk-new-elsewhere, [data-part="new"]').first().waitFor()
  expect(await clerk.locator('main').innerText()).toContain(added)
})
