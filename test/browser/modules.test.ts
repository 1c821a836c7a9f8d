/** "Modüller" and the opening page, in both apps, with and without scripts and by keyboard. */
import { LoginPage } from '../support/pages/login'
import { ModulesMenu } from '../support/pages/modules'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

const PHONE = { width: 320, height: 700 }

it.each([
  { app: 'portal', as: 'personel1', page: '/family', javaScriptEnabled: true },
  { app: 'portal', as: 'personel1', page: '/family', javaScriptEnabled: false },
  { app: 'bureau', as: 'buro1', page: '/queues/print', javaScriptEnabled: true },
  { app: 'bureau', as: 'buro1', page: '/queues/print', javaScriptEnabled: false },
] as const)(
  'S7 S8 S9 a person marks a page, finds it after the next login, and goes home from it ($app, scripts: $javaScriptEnabled)',
  async ({ app, as, page: marked, javaScriptEnabled }) => {
    const page = await stack.signedIn(app, as, { javaScriptEnabled, viewport: PHONE })
    const modules = new ModulesMenu(page)
    await modules.arrived('Standart Ana Sayfa')
    await page.goto(marked)
    await modules.markPage()
    await modules.signOut()
    await new LoginPage(page).signIn(stack.usernameOf(as))
    expect(new URL(page.url()).pathname).toBe(marked)
    await modules.press()
    await modules.goTo('e-İçişleri Ana Sayfa')
    await modules.arrived('Standart Ana Sayfa')
    await modules.markPage()
    await page.context().close()
  },
)

it('S9 the menu opens by keyboard, and closes with Escape and when something else is used', async () => {
  const page = await stack.signedIn('portal', 'personel1')
  const modules = new ModulesMenu(page)
  await modules.pressByKeys()
  expect(await modules.isOpen()).toBe(true)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Escape')
  expect(await modules.isOpen()).toBe(false)
  expect(await modules.hasFocus()).toBe(true)

  await modules.press()
  await page.locator('main').click()
  expect(await modules.isOpen()).toBe(false)

  await modules.pressByKeys()
  for (let key = 0; (await modules.isOpen()) && key < 10; key++) await page.keyboard.press('Tab')
  expect(await modules.isOpen()).toBe(false)
  await page.context().close()
})

it('S9 the open menu is on the page as a whole, on the smallest phone and with text of 200 %', async () => {
  const page = await stack.signedIn('bureau', 'buro1')
  await page.setViewportSize(PHONE)
  for (const percent of [100, 200]) {
    await page.evaluate(`document.documentElement.style.fontSize = '${percent}%'`)
    await page.evaluate(`document.querySelector('.pyk-modules').open = true`)
    const panel = (await page.locator('.pyk-modules__panel').boundingBox())!
    expect(panel.x).toBeGreaterThanOrEqual(0)
    expect(panel.x + panel.width).toBeLessThanOrEqual(PHONE.width)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      PHONE.width,
    )
  }
  await page.context().close()
})
