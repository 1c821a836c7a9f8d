/** A small web app on the kit, with its database, and a browser of sorts that keeps cookies and knows its token. */
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:http'
import pino from 'pino'
import supertest from 'supertest'
import type { Role } from '../../workflows/domain/roles'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import {
  createAccounts,
  createAuditTrail,
  createWebApp,
  hashPassword,
} from '../../services/shared/web'
import type { Route, WebAppOptions } from '../../services/shared/web'
import { createTestWorld } from './world'

export const PASSWORD = 'Dogru-Parola-1'

export interface WebKitApp {
  store: Store
  /** Where the app listens. */
  url: string
  /** Everything the app has logged, as one text. */
  logged(): string
  close(): Promise<void>
}

/** Starts an app with these routes; accounts `staff` and `clerk` have the role of their name. */
export async function startWebKitApp(
  routes: readonly Route[],
  options: Partial<WebAppOptions> = {},
): Promise<WebKitApp> {
  const world = await createTestWorld()
  const store = await connectStore(world.mongoUrl)
  await store.accounts.create(
    await Promise.all((['staff', 'clerk', 'projectManager'] as const).map(account)),
  )
  const lines: string[] = []
  const { app } = createWebApp({
    name: 'portal',
    admits: ['staff', 'clerk'],
    routes,
    navigation: () => [{ href: '/', key: 'app.name', active: true, count: '38' }],
    accounts: createAccounts(store),
    recordAudit: createAuditTrail(store),
    mongo: { client: store.connection.getClient(), database: store.connection.name },
    healthChecks: { mongo: store.ping },
    unavailable: [],
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    sessionSecret: 'a secret of the tests, long enough',
    https: false,
    trustedProxies: [],
    ...options,
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    store,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logged: () => lines.join(''),
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await store.close()
      await world.cleanUp()
    },
  }
}

async function account(role: Role) {
  return {
    _id: `account-${role}`,
    username: role,
    passwordHash: await hashPassword(PASSWORD),
    name: 'Gülşen Öztürk',
    registryNo: '184523',
    unitCode: 'B1',
    unitName: 'Birim',
    roles: [role],
    personKey: `key-${role}`,
  }
}

/** A visitor with cookies of their own. */
export class Visitor {
  readonly agent: ReturnType<typeof supertest.agent>

  constructor({ url }: Pick<WebKitApp, 'url'>) {
    this.agent = supertest.agent(url)
  }

  /** The token that the forms of this session carry. */
  async token(): Promise<string> {
    const page = await this.agent.get('/login').redirects(1)
    return /name="_csrf" value="([0-9a-f]+)"/.exec(page.text)![1]!
  }

  async post(path: string, fields: Record<string, string> = {}) {
    // First the token: a request takes the cookies that are there when it is made.
    const _csrf = await this.token()
    return this.agent
      .post(path)
      .type('form')
      .send({ _csrf, ...fields })
  }

  async signIn(username: string, { password = PASSWORD, back = '/' } = {}) {
    return this.post('/login', { username, password, return: back })
  }
}
