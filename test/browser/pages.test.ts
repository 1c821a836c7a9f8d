/** The pages of a paper: zoom and keys by scripts, links without them. */
import type { Page } from 'playwright-core'
import { countPages } from '../../services/shared/documents/pdf/readPdf'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { demoCase, isIn } from './visits/visit'

const RECEIPT = `/requests/${demoCase(isIn('cardRequest', 'inReview')).id}/documents/receipt`

/** Browser code: the same page three times. */
const THREE_PAGES = `{
  const figure = document.querySelector('.pyk-page-picture')
  figure.after(figure.cloneNode(true), figure.cloneNode(true))
}`

/** Browser code: thirty pages, loaded as those of a long paper; printing counts those that are there. */
const MANY_PAGES = `{
  const figure = document.querySelector('.pyk-page-picture')
  for (let page = 2; page <= 30; page += 1) {
    const next = figure.cloneNode(true)
    const picture = next.querySelector('img')
    picture.loading = 'lazy'
    picture.src = picture.src + '?page=' + page
    figure.parentNode.append(next)
  }
  window.print = () => {
    document.documentElement.dataset.printedWith = [...document.querySelectorAll('.pyk-page-picture img')].filter(
      (picture) => picture.complete && picture.naturalWidth > 0,
    ).length
  }
}`

let stack: Stack
beforeAll(async () => {
  stack = await startStack('demo')
})
afterAll(() => stack.stop())

const widthOfPage = async (page: Page) =>
  (await page.locator('.pyk-page-picture').first().boundingBox())!.width

it('D14 zooms by buttons and by keys, and says how far', async () => {
  const page = await stack.signedIn('bureau', 'buro2')
  await page.goto(RECEIPT)
  const fitting = await widthOfPage(page)
  await page.getByText('Yakınlaştır', { exact: true }).click()
  expect(await page.locator('[data-part=level]').innerText()).toBe('%150')
  expect(await widthOfPage(page)).toBeCloseTo(fitting * 1.5, 0)
  await page.locator('[data-part=view]').focus()
  await page.keyboard.press('+')
  expect(await widthOfPage(page)).toBeCloseTo(fitting * 2, 0)
  await page.keyboard.press('0')
  expect(await widthOfPage(page)).toBeCloseTo(fitting, 0)
  await page.keyboard.press('-')
  expect(await page.locator('[data-part=level]').innerText()).toBe('%75')
  await page.context().close()
})

it('D14 prints each page on one sheet', async () => {
  const page = await stack.signedIn('bureau', 'buro2')
  await page.goto(RECEIPT)
  expect(await countPages(await page.pdf({ format: 'A4' }))).toBe(1)
  await page.evaluate(THREE_PAGES)
  expect(await countPages(await page.pdf({ format: 'A4' }))).toBe(3)
  await page.context().close()
})

it('D14 keeps its tools in sight on a page further down, which begins below them', async () => {
  const page = await stack.signedIn('bureau', 'buro2')
  await page.goto(RECEIPT)
  await page.evaluate(THREE_PAGES)
  await page.evaluate(`document.querySelectorAll('.pyk-page-picture')[2].scrollIntoView()`)
  const tools = (await page.locator('.pyk-pages__tools').boundingBox())!
  const third = (await page.locator('.pyk-page-picture').nth(2).boundingBox())!
  expect(tools.y).toBeGreaterThanOrEqual(0)
  expect(third.y).toBeGreaterThanOrEqual(tools.y + tools.height)
  expect(third.y).toBeLessThan(page.viewportSize()!.height)
  await page.context().close()
})

it('D14 prints only when all pages are there, also those that were not scrolled to', async () => {
  const page = await stack.signedIn('bureau', 'buro2')
  await page.goto(RECEIPT)
  await page.evaluate(MANY_PAGES)
  await page.getByRole('button', { name: 'Yazdır', exact: true }).click()
  await page.locator('html[data-printed-with]').waitFor()
  expect(await page.locator('html').getAttribute('data-printed-with')).toBe('30')
  await page.context().close()
})

it('D14 shows the receipt on the review page next to the photo, drawn', async () => {
  const page = await stack.signedIn('bureau', 'buro2')
  await page.goto(RECEIPT.replace(/\/documents.*/, '/review'))
  const decoded = `document.querySelector('#documents img').decode().then(() => true, () => false)`
  expect(await page.evaluate(decoded)).toBe(true)
  const photo = (await page.locator('#photo').boundingBox())!
  const papers = (await page.locator('#documents').boundingBox())!
  expect(papers.y).toBeLessThan(photo.y + photo.height)
  expect(papers.x).toBeGreaterThan(photo.x)
  await page.context().close()
})
