/** The work lists on the screen: the bar in one line, and the list itself in sight on a phone. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { WorkListPage } from '../support/pages/bureau/workList'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { DESKTOP, PHONE } from '../support/windows'

const FILTERED = '/queues/review?type=cardRequest&holder=unclaimed'

let stack: Stack
beforeAll(async () => {
  stack = await startStack('demo')
})
afterAll(() => stack.stop())

/** Runs with a clerk's window and closes it. */
async function inWindow(
  username: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const signedIn = await stack.signedIn('bureau', username)
  const storageState = await signedIn.context().storageState()
  const page = await stack.newPage('bureau', { ...options, storageState })
  await look(page)
  await Promise.all([page, signedIn].map((one) => one.context().close()))
}

it('the bar is one line at 1280 pixels, for the head too and with a thousand in each list', () =>
  inWindow('buro.sef', { viewport: DESKTOP }, async (page) => {
    await page.goto('/queues/review')
    await page.evaluate(LARGE_COUNTS)
    const entries = await page.locator('.pyk-nav__item').all()
    const tops = await Promise.all(entries.map(async (entry) => (await entry.boundingBox())!.y))
    expect(new Set(tops).size).toBe(1)
  }))

it('numbers of requests stay in one line, and boxes have the colour of the product', () =>
  inWindow('buro2', { viewport: DESKTOP }, async (page) => {
    await page.goto('/queues/print')
    const styleOf = (selector: string, property: string) =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelector('${selector}')).getPropertyValue('${property}')`,
      )
    expect(await styleOf('.pyk-table .pyk-number', 'white-space')).toBe('nowrap')
    expect(await styleOf('.pyk-choose__box', 'accent-color')).toMatch(/^rgb/)
  }))

/** Browser code: the largest counts that the bar shows (a list with nothing has none). */
const LARGE_COUNTS = `for (const count of document.querySelectorAll('.pyk-nav__count [aria-hidden]')) count.textContent = '1.000+'`

it.each([true, false])(
  'on a phone the filters are folded and say how many are set, so that the list is in sight (scripts: %s)',
  (javaScriptEnabled) =>
    inWindow('buro2', { viewport: PHONE, javaScriptEnabled }, async (page) => {
      await page.goto('/queues/review')
      const first = new WorkListPage(page).row('PYK-').first().locator('.pyk-number')
      const { y, height } = (await first.boundingBox())!
      expect(y + height).toBeLessThanOrEqual(PHONE.height)
      await page.goto(FILTERED)
      const fold = page.getByText('Filtre ve sıralama')
      expect(await fold.innerText()).toContain('(2 seçili)')
      const field = page.getByLabel('Talep tipi')
      expect(await field.isVisible()).toBe(false)
      await fold.click()
      expect(await field.inputValue()).toBe('cardRequest')
      await page.getByLabel('Bu filtrelere bir ad verin').fill(' ')
      await page.getByRole('button', { name: 'Filtreyi kaydet' }).click()
      await page.locator('.govuk-error-summary').waitFor()
      expect(await page.getByLabel('Bu filtrelere bir ad verin').isVisible()).toBe(true)
    }),
)

it('on a desktop the filters are open without a click', () =>
  inWindow('buro2', { viewport: DESKTOP, javaScriptEnabled: false }, async (page) => {
    await page.goto(FILTERED)
    await page.getByLabel('Talep tipi').selectOption('cancellationRequest')
    await page.getByRole('button', { name: 'Uygula' }).click()
    await page.waitForURL(/type=cancellationRequest/)
    expect(await page.getByText('Filtre ve sıralama').isVisible()).toBe(false)
  }))
