/** The filters of the audit trail are a grid, on a desktop as well as on a phone. */
import type { Page } from 'playwright-core'
import { cutOff, resize } from '../support/looks'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'
import { DESKTOP, PHONE } from '../support/windows'

let stack: Stack
let page: Page
beforeAll(async () => {
  stack = await startStack('demo')
  page = await stack.signedIn('bureau', 'buro.sef')
  await page.goto('/management/audit')
})
afterAll(() => stack.stop())

/** Where the fields are: the lefts of each row, from the one at the top. */
async function rows(): Promise<number[][]> {
  const fields = await page.locator('.pyk-field-grid > .govuk-form-group').all()
  const places = await Promise.all(fields.map(async (field) => (await field.boundingBox())!))
  const lefts = new Map<number, number[]>()
  for (const { x, y, height } of places) {
    const bottom = Math.round(y + height)
    lefts.set(bottom, [...(lefts.get(bottom) ?? []), Math.round(x)])
  }
  return [...lefts.values()]
}

it('S74 has two full rows on a desktop: two names, and four narrower fields below', async () => {
  await resize(page, DESKTOP)
  const [names, others, ...more] = await rows()
  expect(others).toHaveLength(4)
  expect(names).toEqual([others![0], others![2]])
  expect(more).toEqual([])
  expect(await cutOff(page)).toEqual([])
})

it('S74 has one column on a phone', async () => {
  await resize(page, PHONE)
  const all = await rows()
  expect(all).toHaveLength(6)
  expect(new Set(all.flat()).size).toBe(1)
  expect(await cutOff(page)).toEqual([])
})
