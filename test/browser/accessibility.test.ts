/** Every page of both apps: no fault that axe can find, nothing wider than a small phone, on desktop and phone. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { startStack } from '../support/stack'
import type { Stack, WebApp } from '../support/stack'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }
const NARROWEST = 320

let stack: Stack
beforeAll(async () => {
  stack = await startStack({ withRequests: true })
}, 180_000)
afterAll(() => stack.stop())

/** The address of a page, or the first link on a page that leads there. */
type Way = { at: string } | { from: string; link: string }

interface Walk {
  app: WebApp
  username: string
  ways: Record<string, Way>
}

const WALKS: Walk[] = [
  {
    app: 'portal',
    username: 'personel5',
    ways: {
      'S1 S7 home page': { at: '/' },
      'S2 S41 family and tracking': { at: '/family' },
      'S23 card request': { from: '/family', link: 'a[href$="/card-request"]' },
      'S57 cancellation': { from: '/family', link: 'a[href$="/cancellation"]' },
      'S51 returned request': { from: '/family', link: 'a[href^="/requests/"]' },
      'page that does not exist': { at: '/nowhere' },
    },
  },
  { app: 'portal', username: 'personel2', ways: { 'S15 empty family': { at: '/family' } } },
  {
    app: 'bureau',
    username: 'buro2',
    ways: {
      'review queue': { at: '/queues/review' },
      'review of a request': { from: '/queues/review', link: '.pyk-row-link' },
      'D6 list of awaited cards': { at: '/queues/cardArrival' },
      'D6 request whose card is awaited': { from: '/queues/cardArrival', link: '.pyk-row-link' },
      'D1 print list': { at: '/queues/print' },
      'D1 dispatch list': { at: '/queues/dispatch' },
      'D1 handover list': { at: '/queues/handover' },
      'request of any state': { from: '/queues/print', link: '.pyk-row-link' },
      search: { at: '/search' },
    },
  },
]

describe.each(Object.entries(SIZES))('on a %s', (_size, viewport) => {
  it.each(['portal', 'bureau'] as const)('S5 the login of the %s is accessible', async (app) => {
    await expectAccessible(await stack.visit(app, { viewport }))
  })

  describe.each(WALKS)('$app as $username', ({ app, username, ways }) => {
    let page: Page
    beforeAll(async () => {
      page = await stack.signedIn(app, username, { viewport })
    })

    it.each(Object.entries(ways))('%s is accessible', async (_what, way) => {
      await follow(page, way)
      await expectAccessible(page)
    })
  })
})

async function follow(page: Page, way: Way): Promise<void> {
  await page.goto('at' in way ? way.at : way.from)
  if ('at' in way) return
  const address = await page.locator(way.link).first().getAttribute('href')
  await page.goto(address!)
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  const size = page.viewportSize()!
  await page.setViewportSize({ ...size, width: NARROWEST })
  const width = await page.evaluate('document.documentElement.scrollWidth')
  await page.setViewportSize(size)
  expect(width).toBeLessThanOrEqual(NARROWEST)
}
