/**
 * The whole product as delivered, with portal, bureau and both workers as separate processes, and a
 * real browser.
 */
import { randomInt } from 'node:crypto'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { keepAllRunning, stopInOrder } from '../../deploy/local/children/keepAllRunning'
import type { Program } from '../../deploy/local/children/keepRunning'
import { loadDemo } from '../../deploy/demo/load'
import type { DemoPerson } from '../../services/kps/people/person'
import { isFree } from '../../deploy/local/servers/ports'
import { launchBrowser } from './browser'
import { LoginPage } from './pages/login'
import { startProduct } from './product'
import type { Product } from './product'
import { createTestWorld } from './world'
import type { TestWorld } from './world'

export type WebApp = 'portal' | 'bureau'
type BrowserOptions = Pick<BrowserContextOptions, 'javaScriptEnabled' | 'storageState'>

export interface Stack extends Product {
  world: TestWorld
  /** A separate browser, in which addresses are relative to the app. */
  newPage(app: WebApp, options?: BrowserOptions): Promise<Page>
  /** The same, signed in as one of the demo's people and on their first page. */
  signedIn(app: WebApp, username: string, options?: BrowserOptions): Promise<Page>
}

const DESKTOP = { width: 1280, height: 900 }
/** Enough for a busy machine; no wait lasts longer than needed. */
const WAIT_MS = 10_000

/**
 * Starts everything in a separate world.
 * @param requestsOf which of the demo's people get their requests; the others have none
 */
export async function startStack(
  requestsOf: (person: DemoPerson) => boolean = () => false,
): Promise<Stack> {
  const world = await createTestWorld()
  const [product, browser] = await Promise.all([startProduct(world), launchBrowser()])
  const addresses = { portal: await freePort(), bureau: await freePort() }
  const [webApps] = await Promise.all([
    keepAllRunning([
      listeningAt(product.webApps.portal, { PORTAL_PORT: String(addresses.portal) }),
      listeningAt(product.webApps.bureau, { BUREAU_PORT: String(addresses.bureau) }),
    ]),
    loadDemo({ ...world, ...product.identity }, requestsOf),
  ])
  const scriptErrors: string[] = []

  async function newPage(app: WebApp, options: BrowserOptions = {}): Promise<Page> {
    const page = await openPage(browser, {
      baseURL: `http://127.0.0.1:${addresses[app]}`,
      ...options,
    })
    page.on('pageerror', (error) => scriptErrors.push(`${page.url()}: ${error.message}`))
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy'))
        scriptErrors.push(`${page.url()}: ${line.text()}`)
    })
    return page
  }

  return {
    ...product,
    world,
    newPage,
    async signedIn(app, username, options) {
      const page = await newPage(app, options)
      await page.goto('/')
      await new LoginPage(page).signIn(username)
      return page
    },
    async stop() {
      await browser.close()
      await stopInOrder(webApps)
      await product.stop()
      await world.cleanUp()
      if (scriptErrors.length > 0)
        throw new Error(`Scripts failed in the browser:\n${scriptErrors.join('\n')}`)
    },
  }
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'tr-TR', ...options })
  context.setDefaultTimeout(WAIT_MS)
  return context.newPage()
}

function listeningAt(program: Program, port: NodeJS.ProcessEnv): Program {
  return { ...program, environment: { ...program.environment, ...port } }
}

/** Below the usual ephemeral port range, and above the ports of the servers. */
async function freePort(): Promise<number> {
  const port = randomInt(31_100, 32_700)
  return (await isFree(port)) ? port : freePort()
}
