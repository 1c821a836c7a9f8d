/** Every page of both apps: no fault that axe can find and nothing wider than a small phone, on desktop and phone; its words and pills fit in both languages. */
import AxeBuilder from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { bureauRoutes } from '../../services/bureau/app'
import { portalRoutes } from '../../services/portal/app'
import { startStack } from '../support/stack'
import type { Stack, WebApp } from '../support/stack'
import { bureauVisits } from './visits/bureau'
import { portalVisits } from './visits/portal'
import type { Visit } from './visits/visit'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }
const NARROWEST = 320
/** Bytes on the wire of a page with an empty cache, without its photos. */
const FIRST_LOAD = 150_000

let stack: Stack
beforeAll(async () => {
  stack = await startStack(() => true)
}, 180_000)
afterAll(() => stack.stop())

const sessions = new Map<string, BrowserContextOptions['storageState']>()

describe.each<[WebApp, readonly Visit[]]>([
  ['portal', portalVisits],
  ['bureau', bureauVisits],
])('the %s', (app, visits) => {
  it.each(visits.map((visit) => [visit.what, visit] as const))('%s', async (_what, visit) => {
    const page = await pageOf(visit)
    const load = measureFirstLoad(page)
    await visit.open(page, stack)
    await expectAccessible(page, DESKTOP)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, PHONE)
    expect(await load()).toBeLessThan(FIRST_LOAD)

    const { pathname, search } = new URL(page.url())
    await page.goto(`/language/en?return=${encodeURIComponent(pathname + search)}`)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await expectNarrow(page)
    await page.context().close()
  })

  it('has no page without a visit', () => {
    const declared = declaredPages(app)
    expect(declared.length).toBeGreaterThan(3)
    expect(declared.filter((path) => !visits.some(({ route }) => route === path))).toEqual([])
  })
})

/** A browser in which the visitor is signed in; each signs in once. */
async function pageOf({ app, as }: Visit): Promise<Page> {
  if (as === null) return stack.newPage(app)
  const key = `${app} ${as}`
  if (!sessions.has(key)) {
    const page = await stack.signedIn(app, as)
    sessions.set(key, await page.context().storageState())
    await page.context().close()
  }
  return stack.newPage(app, { storageState: sessions.get(key)! })
}

/** Adds up what the browser fetches: each style, script and font once, and the largest of the pages. */
function measureFirstLoad(page: Page): () => Promise<number> {
  const sizes: Promise<{ isPage: boolean; bytes: number }>[] = []
  page.on('requestfinished', (request) => {
    const type = request.resourceType()
    if (!['document', 'stylesheet', 'script', 'font'].includes(type)) return
    sizes.push(
      request.sizes().then(({ responseBodySize, responseHeadersSize }) => ({
        isPage: type === 'document',
        bytes: responseBodySize + responseHeadersSize,
      })),
    )
  })
  return async () => {
    const all = await Promise.all(sizes)
    const pages = all.filter(({ isPage }) => isPage).map(({ bytes }) => bytes)
    const assets = all.filter(({ isPage }) => !isPage).reduce((sum, { bytes }) => sum + bytes, 0)
    expect(assets).toBeGreaterThan(0)
    return Math.max(...pages) + assets
  }
}

/** Files are no pages, and the bureau's first address only leads on. */
function declaredPages(app: WebApp): string[] {
  const routes = app === 'portal' ? portalRoutes({} as never) : bureauRoutes({} as never)
  const paths = routes.filter(({ method }) => method === 'get').map(({ path }) => path)
  return paths.filter(
    (path) => !path.includes('/documents/') && !(app === 'bureau' && path === '/'),
  )
}

async function expectAccessible(
  page: Page,
  size: { width: number; height: number },
): Promise<void> {
  await page.setViewportSize(size)
  // In a page without frames the older mode finds the same, in half the time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(RULES)
  const { violations } = await axe.analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([])
  await expectNarrow(page)
}

async function expectNarrow(page: Page): Promise<void> {
  await page.setViewportSize({ ...PHONE, width: NARROWEST })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(NARROWEST)
  expect(await page.evaluate(PILLS_OF_SEVERAL_LINES)).toEqual([])
}

/** Browser code: the texts of the pills that take more than one line. */
const PILLS_OF_SEVERAL_LINES = `[...document.querySelectorAll('.pyk-pill')]
  .filter((pill) => {
    const words = document.createRange()
    words.selectNodeContents(pill)
    return new Set([...words.getClientRects()].map(({ top }) => top)).size > 1
  })
  .map((pill) => pill.textContent)`
