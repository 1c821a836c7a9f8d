/** "Amire ilet" by the keyboard: a clerk hands a case over, the head reads why, gives it back or decides it. */
import type { Page } from 'playwright-core'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import type { SubState } from '../../workflows/domain/requestState'
import { waitFor } from '../support/waitFor'
import { FROM_EMPTY_LIST, ReviewPage } from '../support/pages/bureau/review'
import { WorkListPage } from '../support/pages/bureau/workList'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { createStoryTeller } from '../support/stories'
import { DESKTOP } from '../support/windows'

const NOTE = 'Fotoğraf önceki karttakinden çok farklı; görüşünüzü rica ederim.'

let stack: Stack
let clerk: Page
let head: Page
beforeAll(async () => {
  stack = await startStack()
  clerk = await stack.signedIn('bureau', 'buro2')
  head = await stack.signedIn('bureau', 'buro.sef')
})
afterAll(() => stack.stop())

/** A card request that waits for review. */
async function filed(username: string, relative: string) {
  const [personId, applicantId] = await Promise.all([
    stack.relativeOf(username, relative),
    stack.accountIdOf(username),
  ])
  const { personKey } = await stack.store.people.findById(personId).orFail().lean()
  const { input } = await (await createStoryTeller(stack)).card('approved')
  const request = { ...input, personId, applicantId, relatedStaffIds: [applicantId] }
  await createRequestRuns(stack.client).start(personKey, request)
  await becomes(request.requestId, 'inReview')
  return { _id: request.requestId, number: request.requestNumber }
}

const becomes = (_id: string, subState: SubState) =>
  waitFor(() => stack.store.requests.exists({ _id, subState }), { what: `${_id} ${subState}` })
const open = (page: Page, { _id }: { _id: string }) =>
  page.goto(`/requests/${_id}/review${FROM_EMPTY_LIST}`)

/** Opens the form by its key, writes the note and sends it. */
async function write(page: Page, note: string): Promise<void> {
  await page.keyboard.press('m')
  await page.locator('textarea[name="note"]').waitFor()
  await page.keyboard.press('a')
  await page.keyboard.type(note)
  // What is around the form has the focus then.
  await page.locator('h1').click()
  await page.keyboard.press('Control+Enter')
}

it('goes to the head and back by keys only, each with a note that the other reads', async () => {
  const request = await filed('personel1', 'Çağrı Yıldırım')
  await open(clerk, request)
  await clerk.keyboard.press('?')
  expect(await clerk.locator('.pyk-keys[open]').innerText()).toMatch(/M\s+Amire ilet/)
  expect(await clerk.locator('.pyk-keys[open]').innerText()).not.toContain('Memurlara geri gönder')
  await write(clerk, NOTE)
  await clerk.getByText(`${request.number} büro şefine iletildi`).waitFor()
  await becomes(request._id, 'withHead')

  await head.goto('/')
  await head.getByRole('link', { name: 'Size iletilenler' }).click()
  await new WorkListPage(head).openRequest(request.number)
  await head.locator('#decision-form').waitFor()
  expect(await head.locator('#escalated').innerText()).toContain(NOTE)
  await write(head, 'Kabul edilebilir.')
  await head.getByText(`${request.number} memurlara geri gönderildi`).waitFor()
  await becomes(request._id, 'inReview')

  await open(clerk, request)
  await clerk.locator('#escalated summary').click()
  expect(await clerk.locator('#escalated').innerText()).toMatch(
    /Büro şefi geri gönderdi[^]*Kabul edilebilir/,
  )
})

it('is decided by the head with the same keys as by a clerk, everything in sight', async () => {
  const request = await filed('personel5', 'Süleyman Doğan')
  await open(clerk, request)
  await write(clerk, NOTE.repeat(10))
  await becomes(request._id, 'withHead')
  await open(head, request)
  const beyond = await new ReviewPage(head).below(DESKTOP.height, [
    '#photo .pyk-photo__image',
    '.pyk-card-face__card',
    '#decision-form',
    'button[value="next"]',
    '[data-action="giveBack"]',
  ])
  expect(beyond).toEqual({})
  await head.keyboard.press('o')
  await head.keyboard.press('g')
  await waitFor(() => stack.store.requests.exists({ _id: request._id, status: 'approved' }), {
    what: 'the decision of the head',
    timeoutMs: 30_000,
  })
})
