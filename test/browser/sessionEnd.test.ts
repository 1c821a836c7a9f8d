/** The warning before a session ends, and going on after it (S5). The page's clock is moved. */
import type { Page } from 'playwright-core'
import { CardRequestPage } from '../support/pages/portal/cardRequest'
import { FamilyPage } from '../support/pages/portal/family'
import { LoginPage } from '../support/pages/login'
import { SessionWarning } from '../support/pages/sessionEnd'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'

const ENDING = 'Oturumunuz birazdan sona erecek'
const ENDED = 'Oturumunuz sona erdi'

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

/** A staff member with the open form of a card request. */
async function openForm(username = 'personel1', relative = 'Çağrı Yıldırım') {
  const page = await stack.signedIn('portal', username)
  const warning = new SessionWarning(page)
  await warning.holdClock()
  const family = new FamilyPage(page)
  await family.open()
  await family.requestCard(relative)
  const request = new CardRequestPage(page)
  await request.acceptResponsibility()
  return { page, warning, request }
}

const sessions = () => stack.store.connection.collection('portalSessions')
async function endSessions(): Promise<void> {
  await sessions().deleteMany({ 'session.accountId': await stack.accountIdOf('personel1') })
}
const entered = async (page: Page) => new CardRequestPage(page).entered()

it('S5 warns two minutes before the end without moving the focus, and "Devam et" extends the session', async () => {
  const { page, warning } = await openForm()
  await page.getByRole('checkbox').focus()
  const focused = await warning.focused()
  await warning.pass(57)
  expect(await warning.words()).toBe('')
  await warning.pass(1.5)
  await warning.says(ENDING)
  expect(await warning.focused()).toBe(focused)

  const before = Date.now()
  await sessions().updateMany({}, [{ $set: { lastModified: new Date(before - 3_000_000) } }])
  await warning.goOn()
  await warning.says('Oturumunuz uzatıldı')
  expect(await warning.focused()).toBe(focused)
  expect(await entered(page)).toContainEqual(['responsibility', 'accepted'])
  await warning.pass(1)
  expect(await warning.words()).toBe('')
  await warning.pass(57)
  await warning.says(ENDING)
  await page.context().close()
})

it('S5 says that it has ended, and after login the same step has all entries', async () => {
  const { page, warning } = await openForm()
  const address = page.url()
  await endSessions()
  await warning.pass(61)
  await warning.says(ENDED)
  expect(await entered(page)).toContainEqual(['responsibility', 'accepted'])
  await warning.signIn()
  await new LoginPage(page).signIn(stack.usernameOf('personel1'))
  await page.waitForURL(address)
  expect(await entered(page)).toContainEqual(['responsibility', 'accepted'])
  await page.context().close()
})

it('S5 "Devam et" on an ended session says so and loses nothing', async () => {
  const { page, warning } = await openForm()
  await endSessions()
  await warning.pass(58.5)
  await warning.goOn()
  await warning.says(ENDED)
  expect(await entered(page)).toContainEqual(['responsibility', 'accepted'])
  await page.context().close()
})

it('S5 says when the server cannot be reached, and the button can be pressed again', async () => {
  const { page, warning } = await openForm()
  await warning.pass(58.5)
  await warning.offline(true)
  await warning.goOn()
  await warning.says('Sunucuya ulaşılamadı')
  await warning.offline(false)
  await warning.goOn()
  await warning.says('Oturumunuz uzatıldı')
  await page.context().close()
})

it('S5 a tab does not warn while another one is used', async () => {
  const { page, warning } = await openForm()
  await warning.pass(50)
  const other = await page.context().newPage()
  await other.clock.install({ time: await page.evaluate<number>('Date.now()') })
  await other.goto('/family')
  await warning.pass(9)
  expect(await warning.words()).toBe('')
  await warning.pass(49.5)
  await warning.says(ENDING)
  await page.context().close()
})

it('S5 a file that is sent after the end leads to the login, and the other answers come back', async () => {
  const { page, request } = await openForm()
  await endSessions()
  await request.photo.choose('dogru-fotograf.jpg')
  await request.photo.press()
  await new LoginPage(page).signIn(stack.usernameOf('personel1'))
  await page.waitForURL(/card-request/)
  expect(await entered(page)).toContainEqual(['responsibility', 'accepted'])
  await page.context().close()
})

it('S5 without scripts the page says when the session ends', async () => {
  const page = await stack.signedIn('portal', 'personel1', { javaScriptEnabled: false })
  expect(await new SessionWarning(page).end()).toMatch(/^\d\d:\d\d$/)
  await page.context().close()
})

it('S5 scripts name times of Istanbul, as pages do, whatever the time zone of the browser', async () => {
  const page = await stack.signedIn('portal', 'personel1', { timezoneId: 'America/New_York' })
  const warning = new SessionWarning(page)
  await warning.holdClock(new Date('2026-11-27T06:30:30Z'))
  await page.goto('/')
  await warning.pass(58.5)
  await warning.says(ENDING)
  expect(await warning.warnedOf()).toBe('10:30')
  await page.context().close()
})

it('S5 the warning hides nothing that has the focus, on the smallest phone with text of 200 %', async () => {
  const { page, warning } = await openForm()
  await page.setViewportSize({ width: 320, height: 640 })
  await page.evaluate(`document.documentElement.style.fontSize = '200%'`)
  await warning.pass(58.5)
  await warning.says(ENDING)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
  await page.context().close()
})
