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
