/** The portal on real servers with real workers, its accounts, and staff who click through it. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { endPdfReader } from '../../services/shared/documents/intake/pdfThread'
import { createPortalApp } from '../../services/portal/app'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../services/shared/identity/vault'
import type { IdentityVault } from '../../services/shared/identity/vault'
import type { Account } from '../../services/shared/store/account'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { hashPassword } from '../../services/shared/web'
import type { Route } from '../../services/shared/web'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { startProduct } from './product'
import type { Product } from './product'
import { PASSWORD } from './webKitApp'
import { StaffMember } from './staffMember'
import { createTestWorld } from './world'

/** Who is there: a mother and a father at the ministry, a colleague with no family, the manager of their unit. */
const PEOPLE = {
  mother: { name: 'Gökçe Şimşek', roles: ['staff'] },
  father: { name: 'İbrahim Şimşek', roles: ['staff'] },
  colleague: { name: 'Tuğrul Aksoy', roles: ['staff'] },
  manager: { name: 'Pınar Işık', roles: ['projectManager'] },
} as const
export type Username = keyof typeof PEOPLE

export const accountId = (username: Username): string => `account-${username}`

export interface PortalApp extends Product {
  vault: IdentityVault
  routes: readonly Route[]
  /** Everything the portal itself has logged, as one text. */
  portalLog(): string
  /** Somebody who is signed in, in a browser of their own. */
  signedIn(username: Username): Promise<StaffMember>
  /** The same where the portal finds no engine. */
  signedInWithoutEngine(username: Username): Promise<StaffMember>
  close(): Promise<void>
}

export async function startPortal(): Promise<PortalApp> {
  const world = await createTestWorld()
  const product = await startProduct(world)
  await product.store.accounts.create(await accounts())
  const lines: string[] = []
  const closing: (() => Promise<unknown>)[] = []

  /** Serves the portal with an engine. */
  async function open(engine: { address: string; answerWithinMs?: number }) {
    const temporal = connectTemporal({ ...world.temporal, ...engine })
    const { app, routes } = createPortalApp({
      store: product.store,
      documents: product.documents,
      temporal,
      timing: DEFAULT_TIMING,
      log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
      sessionSecret: 'a secret of the tests, long enough',
      https: false,
      trustedProxies: [],
      limits: { posts: 10_000, loginsPerAddress: 10_000 },
    })
    const server = createServer(app)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    closing.push(() => new Promise((resolve) => server.close(resolve)), temporal.close)
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, routes }
  }

  const { url, routes } = await open(world.temporal)
  return {
    ...product,
    routes,
    vault: createIdentityVault({
      keys: parseIdentityKeys(product.identity.identityKeys),
      hmacKey: parseIdentityHmacKey(product.identity.identityHmacKey),
    }),
    portalLog: () => lines.join(''),
    signedIn: (username) => StaffMember.signedIn(url, username),
    // Nothing listens on the discard port.
    signedInWithoutEngine: async (username) =>
      StaffMember.signedIn(
        (await open({ address: '127.0.0.1:9', answerWithinMs: 200 })).url,
        username,
      ),
    async close() {
      for (const close of closing) await close()
      await endPdfReader()
      await product.stop()
      await world.cleanUp()
    },
  }
}

async function accounts(): Promise<Account[]> {
  const passwordHash = await hashPassword(PASSWORD)
  return (Object.keys(PEOPLE) as Username[]).map((username, index) => ({
    _id: accountId(username),
    username,
    passwordHash,
    name: PEOPLE[username].name,
    registryNo: String(184_501 + index),
    unitCode: '1010',
    unitName: 'Bilgi Teknolojileri Genel Müdürlüğü',
    roles: [...PEOPLE[username].roles],
    personKey: `key-${username}`,
  }))
}
