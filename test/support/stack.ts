/** A browser for one test file, and the product that all browser tests share. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { loadPeople } from '../../deploy/demo/loadPeople'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../services/shared/identity/vault'
import type { IdentityVault } from '../../services/shared/identity/vault'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { launchBrowser } from './browser'
import { copyOfNamedPeople, ownUsername } from './ownPeople'
import { LoginPage } from './pages/login'
import { loggedIn } from './product'
import type { Product } from './product'
import { STACK_VARIABLE } from './setup/stack'
import type { StackAddresses, WebApp } from './setup/stack'
import { DESKTOP } from './windows'

export type { WebApp }
export type BrowserOptions = Pick<
  BrowserContextOptions,
  'javaScriptEnabled' | 'storageState' | 'viewport' | 'isMobile' | 'hasTouch' | 'timezoneId'
>

export interface Stack extends Pick<Product, 'store' | 'client' | 'documents' | 'logged'> {
  /** Seals and opens the identity numbers of the product. */
  vault: IdentityVault
  /** A separate browser, in which addresses are relative to the app. */
  newPage(app: WebApp, options?: BrowserOptions): Promise<Page>
  /** The same, signed in as one of this file's people and on their first page. */
  signedIn(app: WebApp, username: string, options?: BrowserOptions): Promise<Page>
  /** The name that one of this file's people signs in with. */
  usernameOf(username: string): string
  /** Account id of one of this file's people. */
  accountIdOf(username: string): Promise<string>
  /** Id of a relative of one of this file's people. */
  relativeOf(username: string, name: string): Promise<string>
  /** @throws when a script failed in the browser */
  stop(): Promise<void>
}

/** Generous for a busy machine; nothing waits longer than needed. */
const WAIT_MS = 10_000

/**
 * Opens a browser on the product.
 * @param people `own`: the demo's named people once more, for this file alone, with no requests
 *   yet. `demo`: the demo's own people with all their requests, for files that change nothing
 */
export async function startStack(people: 'own' | 'demo' = 'own'): Promise<Stack> {
  const addresses = stackAddresses()
  const store = await connectStore(addresses.mongoUrl, addresses.auditKeys)
  const engine = connectTemporal(addresses.temporal)
  const vault = createIdentityVault({
    keys: parseIdentityKeys(addresses.identity.identityKeys),
    hmacKey: parseIdentityHmacKey(addresses.identity.identityHmacKey),
  })
  const usernameOf = people === 'own' ? await ownPeople(store, vault) : (name: string) => name
  const browser = await launchBrowser()
  const scriptErrors: string[] = []

  async function newPage(app: WebApp, options: BrowserOptions = {}): Promise<Page> {
    const page = await openPage(browser, {
      baseURL: `http://127.0.0.1:${addresses.ports[app]}`,
      ...options,
    })
    page.on('pageerror', (error) => scriptErrors.push(`${page.url()}: ${error.message}`))
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy'))
        scriptErrors.push(`${page.url()}: ${line.text()}`)
    })
    return page
  }

  const accountIdOf = async (username: string) =>
    (
      await store.accounts
        .findOne({ username: usernameOf(username) })
        .orFail()
        .lean()
    )._id

  return {
    store,
    client: engine.client,
    vault,
    documents: createDocumentStore(addresses.s3),
    logged: () => loggedIn(addresses.logs),
    newPage,
    usernameOf,
    accountIdOf,
    async signedIn(app, username, options) {
      const page = await newPage(app, options)
      await page.goto('/')
      await new LoginPage(page).signIn(usernameOf(username))
      return page
    },
    async relativeOf(username, name) {
      const { members } = await store.families
        .findById(await accountIdOf(username))
        .orFail()
        .lean()
      const ids = members.map(({ personId }) => personId)
      const relatives = await store.people.find({ _id: { $in: ids } }).lean()
      return relatives.find((person) => `${person.name} ${person.surname}` === name)!._id
    },
    async stop() {
      await browser.close()
      await Promise.all([engine.close(), store.close()])
      if (scriptErrors.length > 0)
        throw new Error(`Scripts failed in the browser:\n${scriptErrors.join('\n')}`)
    },
  }
}

function stackAddresses(): StackAddresses {
  const addresses = process.env[STACK_VARIABLE]
  if (addresses === undefined) throw new Error('The product runs only for the kind browser')
  return JSON.parse(addresses) as StackAddresses
}

/** Writes a copy of the demo's people. @returns the user name that each has in it */
async function ownPeople(
  store: Store,
  vault: IdentityVault,
): Promise<(username: string) => string> {
  const { value: copy } = await store.counters
    .findByIdAndUpdate(
      'copiesOfPeople',
      { $inc: { value: 1 } },
      { upsert: true, returnDocument: 'after' },
    )
    .orFail()
    .lean()
  const today = istanbulDayOf(new Date().toISOString())
  await loadPeople(store, vault, today, copyOfNamedPeople(copy))
  return (username) => ownUsername(username, copy)
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'tr-TR', ...options })
  context.setDefaultTimeout(WAIT_MS)
  return context.newPage()
}
