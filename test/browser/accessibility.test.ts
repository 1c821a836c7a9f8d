/**
 * Every page of both apps: valid HTML, no fault that axe can find, no markup among its words, and
 * nothing wider than a phone; its words and pills fit in both languages.
 */
import axe from 'axe-core'
import type { Result, RunOnly, RunOptions } from 'axe-core'
import type { BrowserContextOptions, Locator, Page, Response } from 'playwright-core'
import { bureauRoutes } from '../../services/bureau/app'
import { workListPath } from '../../services/bureau/paths'
import { portalRoutes } from '../../services/portal/app'
import { BUREAU_QUEUES } from '../../workflows/domain/workList'
import { cutOff, enlargeText, resize, tooLow, unmarked, uselessOnPaper } from '../support/looks'
import { startStack } from '../support/stack'
import type { Stack, WebApp } from '../support/stack'
import { htmlFaults } from '../support/validHtml'
import { waitFor } from '../support/waitFor'
import { DESKTOP, PHONE } from '../support/windows'
import { bureauVisits } from './visits/bureau'
import { portalVisits } from './visits/portal'
import type { Visit } from './visits/visit'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const NARROWEST = 320
/** The smallest height, in pixels, of a link or button (WCAG 2.5.8). */
const FINGER = 24
/** Bytes on the wire of a page with an empty cache, without its photos. */
const FIRST_LOAD = 150_000
/** A tag that is read as text: something was escaped twice. */
const MARKUP = /<\/?[a-z]/

let stack: Stack
beforeAll(async () => {
  stack = await startStack('demo')
})
afterAll(() => stack.stop())

const sessions = new Map<string, BrowserContextOptions['storageState']>()

describe.each<[WebApp, readonly Visit[]]>([
  ['portal', portalVisits],
  ['bureau', bureauVisits],
])('the %s', (app, visits) => {
  it.each(visits.map((visit) => [visit.what, visit] as const))('%s', async (_what, visit) => {
    const page = await pageOf(visit)
    const load = measureFirstLoad(page)
    const served = keepServed(page)
    await visit.open(page, stack)
    for (const html of await served()) expect(await htmlFaults(html)).toEqual([])
    // On a page that has just opened, Enter must do nothing that cannot be undone.
    expect(await page.locator('[autofocus], button[data-focus], a[data-focus]').count()).toBe(0)
    expect(await page.locator('body').innerText()).not.toMatch(MARKUP)
    await page.evaluate(axe.source)
    await expectNoFaults(page, { type: 'tag', values: RULES })
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectNoFaults(page, { type: 'rule', values: ['color-contrast'] })
    await expectNarrow(page)
    expect(await load()).toBeLessThan(FIRST_LOAD)
    await expectUsableOnPhone(page)
    await expectClearOnPaperAndInForcedColours(page)

    const { pathname, search } = new URL(page.url())
    await page.goto(`/language/en?return=${encodeURIComponent(pathname + search)}`)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await expectNarrow(page)
    await expectUsableOnPhone(page)
    await page.context().close()
  })

  it('has no page without a visit', () => {
    const declared = declaredPages(app)
    expect(declared.length).toBeGreaterThan(3)
    expect(declared.filter((path) => !visits.some(({ route }) => route === path))).toEqual([])
  })
})

it('the bureau’s menu is one row on the smallest phone, with the current page and the focus in view', async () => {
  const page = await stack.signedIn('bureau', 'buro2')
  await page.setViewportSize({ ...PHONE, width: NARROWEST })
  await page.goto(workListPath('handover'))
  const entries = await page.locator('.pyk-nav__link').all()
  const addresses = await Promise.all(entries.map((entry) => entry.getAttribute('href')))
  const lists = BUREAU_QUEUES.map((queue) => workListPath(queue))
  expect(addresses).toEqual(expect.arrayContaining(lists))
  const boxes = await Promise.all(
    (await page.locator('.pyk-nav__item').all()).map((entry) => entry.boundingBox()),
  )
  expect(new Set(boxes.map((box) => box!.y)).size).toBe(1)
  // A browser scrolls to what takes the focus in its next frame.
  const expectInView = (entry: Locator) =>
    waitFor(
      async () => {
        const [list, box] = await Promise.all(
          [page.locator('.pyk-nav__list'), entry].map(async (one) => (await one.boundingBox())!),
        )
        return box!.x >= list!.x && box!.x + box!.width <= NARROWEST
      },
      { what: 'the entry in view' },
    )
  await expectInView(page.locator('.pyk-nav__link[aria-current="page"]'))
  await page.locator('.pyk-modules__button').focus()
  for (const address of addresses) {
    await page.keyboard.press('Tab')
    const focused = page.locator('.pyk-nav__link:focus')
    expect(await focused.getAttribute('href')).toBe(address)
    await expectInView(focused)
  }
  await page.context().close()
})

it('the family list leaves out empty cells on a phone and shows them on a desktop', async () => {
  const page = await stack.signedIn('portal', 'personel5')
  await page.goto('/family')
  const heights = async () =>
    Promise.all(
      (await page.locator('td:has(.pyk-none)').all()).map(
        async (cell) => (await cell.boundingBox())!.height,
      ),
    )
  expect((await heights()).length).toBeGreaterThan(0)
  expect(Math.min(...(await heights()))).toBeGreaterThan(20)
  await page.setViewportSize(PHONE)
  expect(Math.max(...(await heights()))).toBeLessThanOrEqual(1)
  await page.context().close()
})

it('D12 a printed review has a photo of 35 × 45 mm, a masked identity number, and who printed it', async () => {
  const page = await stack.signedIn('bureau', 'buro2')
  await bureauVisits.find(({ what }) => what === 'the review of a card request')!.open(page, stack)
  await page.getByRole('button', { name: /Göster.*T\.C\. Kimlik No/ }).click()
  await page
    .locator('#about')
    .getByText(/\b\d{11}\b/)
    .waitFor()
  await page.emulateMedia({ media: 'print' })
  const about = await page.locator('#about').innerText()
  expect(about).toMatch(/\d{3}\*{6}\d{2}/)
  expect(about).not.toMatch(/\d{11}/)
  const photo = await page.locator('.pyk-photo__image').first().boundingBox()
  expect([photo!.width, photo!.height].map((pixels) => Math.round((pixels / 96) * 25.4))).toEqual([
    35, 45,
  ])
  expect(await page.locator('.pyk-masthead').innerText()).toMatch(/görüntüledi · .*20\d\d/)
  await page.context().close()
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

/**
 * Adds up what the browser fetches: each style, script and font once, and the largest of the pages.
 */
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

/**
 * Keeps what the server sent last as a page: its content may have been changed since by
 * scripts.
 * @returns that HTML; of a page that can be asked for again, also as it is now, since scripts may
 *   have sent files from it
 */
function keepServed(page: Page): () => Promise<string[]> {
  let last: Response | undefined
  page.on('response', (response) => {
    if (response.request().isNavigationRequest()) last = response
  })
  return async () => {
    const first = await last!.text()
    if (last!.request().method() !== 'GET') return [first]
    return [first, await (await page.request.get(page.url())).text()]
  }
}

/** Photos, pictures of pages, and uploaded files. */
const FILE =
  /\/(documents\/(photo|[^/]+\/((proposal\/)?pages\/:page|proposal\/upright|original))|loss-form|cover-letter|statistics\/(csv\/:table|xlsx))$/

/** Streams that pages listen to, and the part of a page that its scripts ask for again. */
const PART = /\/(events|news|advice)$/

/** Files and parts are no pages. */
function declaredPages(app: WebApp): string[] {
  const routes = app === 'portal' ? portalRoutes({} as never) : bureauRoutes({} as never)
  const paths = routes.filter(({ method }) => method === 'get').map(({ path }) => path)
  return paths.filter((path) => !FILE.test(path) && !PART.test(path))
}

/** axe must have been loaded into the page: once, since loading takes as long as a check. */
async function expectNoFaults(page: Page, runOnly: RunOnly): Promise<void> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] } satisfies RunOptions)
  const violations: Result[] = await page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations)`,
  )
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([])
}

/** With text of the usual size and of twice that (WCAG 1.4.4, 1.4.10). */
async function expectUsableOnPhone(page: Page): Promise<void> {
  await page.setViewportSize({ ...PHONE, width: 360 })
  expect(await tooLow(page, FINGER)).toEqual([])
  await enlargeText(page, 200)
  expect(await cutOff(page)).toEqual([])
  await enlargeText(page, 100)
}

async function expectClearOnPaperAndInForcedColours(page: Page): Promise<void> {
  await page.setViewportSize(DESKTOP)
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'light' })
  expect(await unmarked(page)).toEqual([])
  await page.emulateMedia({ forcedColors: 'none', media: 'print' })
  expect(await uselessOnPaper(page)).toEqual([])
  await page.emulateMedia({ media: 'screen' })
}

async function expectNarrow(page: Page): Promise<void> {
  for (const width of [PHONE.width, NARROWEST]) {
    await resize(page, { ...PHONE, width })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(await page.evaluate(PILLS_OF_SEVERAL_LINES)).toEqual([])
  }
}

/** Browser code: the texts of the pills that take more than one line. */
const PILLS_OF_SEVERAL_LINES = `[...document.querySelectorAll('.pyk-pill')]
  .filter((pill) => {
    const words = document.createRange()
    words.selectNodeContents(pill)
    return new Set([...words.getClientRects()].map(({ top }) => top)).size > 1
  })
  .map((pill) => pill.textContent)`
