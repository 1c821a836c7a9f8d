/** A small web app on the kit, with its database. */
import type { RequestListener } from 'node:http'
import type { Role } from '../../workflows/domain/roles'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { createAccounts, createAuditTrail, createWebApp } from '../../services/shared/web'
import type { Route, WebAppOptions } from '../../services/shared/web'
import { accountsOf, listen, SETTINGS, textLog } from './webServer'
import { createTestWorld } from './world'

export { Visitor } from './visitor'

export interface WebKitApp {
  store: Store
  /** The address of the app. */
  url: string
  app: RequestListener
  /** Everything that the app has logged, as one text. */
  logged(): string
  close(): Promise<void>
}

const PEOPLE = {
  staff: { name: 'Gülşen Öztürk', roles: ['staff'] },
  clerk: { name: 'Gülşen Öztürk', roles: ['clerk'] },
  projectManager: { name: 'Gülşen Öztürk', roles: ['projectManager'] },
} as const satisfies Partial<Record<Role, unknown>>

/**
 * Starts an app with these routes; the accounts `staff` and `clerk` have the role of their name.
 * @param options may depend on the address of the app
 */
export async function startWebKitApp(
  routes: readonly Route[],
  options: Partial<WebAppOptions> | ((url: string) => Partial<WebAppOptions>) = {},
): Promise<WebKitApp> {
  let app: RequestListener = (_req, res) => res.destroy()
  const server = await listen((req, res) => app(req, res))
  const world = await createTestWorld()
  const store = await connectStore(world.mongoUrl, world.auditKeys)
  await store.accounts.create(await accountsOf(PEOPLE, (role) => `account-${role}`))
  const { log, logged } = textLog()
  const built = createWebApp({
    name: 'portal',
    admits: ['staff', 'clerk'],
    routes,
    navigation: () => [{ href: '/', key: 'app.name', active: true, count: '38' }],
    openingPages: [{ id: 'home', path: '/', key: 'app.name', access: 'signedIn' }],
    accounts: createAccounts(store),
    recordAudit: createAuditTrail(store),
    mongo: { client: store.connection.getClient(), database: store.connection.name },
    healthChecks: { mongo: store.ping },
    unavailable: [],
    log,
    ...SETTINGS,
    ...(typeof options === 'function' ? options(server.url) : options),
  })
  app = built.app
  return {
    store,
    url: server.url,
    app,
    logged,
    async close() {
      await server.close()
      await store.close()
      await world.cleanUp()
    },
  }
}
