/** The portal on real servers with real workers, with accounts and with staff who use it. */
import type { Client } from '@temporalio/client'
import { createPortalApp } from '../../services/portal/app'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { createDocumentPool } from '../../services/shared/documents/pool/documentPool'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import type { IdentityVault } from '../../services/shared/identity/vault'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import type { RequestRuns } from '../../services/shared/temporal/requestRuns'
import type { Route } from '../../services/shared/web'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import type { Gateway } from '../../services/kps/gateway/gateway'
import { createKpsFamilyRegistry } from '../../services/shared/registry/kps/kpsFamilyRegistry'
import { withCheckDigits } from '../../workflows/domain/identityNumber'
import { startGateway } from './kpsGateway'
import { createTestRegister } from './testRegister'
import type { TestRegister } from './testRegister'
import { Visitor } from './visitor'
import {
  accountsOf,
  createTestVault,
  FEE,
  listen,
  SETTINGS,
  SLIP_KEY,
  textLog,
  WIDE_LIMITS,
} from './webServer'
import { startWorkers } from './workers'
import { createTestWorld } from './world'

/** A browser with a signed-in staff member. */
export type StaffMember = Visitor

/**
 * The accounts: a mother and a father at the ministry, a colleague without a family, and their
 * project manager.
 */
const PEOPLE = {
  mother: { name: 'Gökçe Şimşek', roles: ['staff'] },
  father: { name: 'İbrahim Şimşek', roles: ['staff'] },
  colleague: { name: 'Tuğrul Aksoy', roles: ['staff'] },
  manager: { name: 'Pınar Işık', roles: ['projectManager'] },
} as const
export type Username = keyof typeof PEOPLE

export const accountId = (username: Username): string => `account-${username}`

/** Of the staff members in `PEOPLE`, in that order. */
const FIRST_NUMBER = 100_090_001

/** The own identity number of a staff member. */
export function ownNumber(username: Username): string {
  const index = Object.keys(PEOPLE).indexOf(username)
  return withCheckDigits(String(FIRST_NUMBER + index))
}

export interface PortalApp {
  /** Its address. */
  url: string
  store: Store
  client: Client
  runs: RequestRuns
  documents: DocumentStore
  vault: IdentityVault
  /** Whom the population register knows, and the gateway that answers for it. */
  register: TestRegister
  kps: Gateway
  routes: readonly Route[]
  /** Everything that the portal and the worker of the register have logged, as one text. */
  portalLog(): string
  /** A visitor who is not signed in. */
  visitor(): Visitor
  /** A signed-in visitor with a separate browser. */
  signedIn(username: Username): Promise<StaffMember>
  /** The same on a portal that cannot reach Temporal. */
  signedInWithoutEngine(username: Username): Promise<StaffMember>
  close(): Promise<void>
}

export async function startPortal(): Promise<PortalApp> {
  const world = await createTestWorld()
  const store = await connectStore(world.mongoUrl, world.auditKeys)
  const vault = createTestVault()
  await store.accounts.create(await accountsOf(PEOPLE, accountId))
  const register = createTestRegister()
  await giveIdentities(store, vault)
  const documents = createDocumentStore(world.s3)
  const work = createDocumentPool()
  const { log, logged } = textLog()
  const kps = await startGateway({ register, slowness: register.slowness })
  const stopWorkers = await startWorkers(world, {
    store,
    documents,
    register: { vault, log, registry: createKpsFamilyRegistry(kps.settings) },
  })
  const closing: (() => Promise<unknown>)[] = []

  /** Serves the portal with a Temporal server. */
  async function open(engine: { address: string; answerWithinMs?: number }) {
    const temporal = connectTemporal({ ...world.temporal, ...engine })
    const { app, routes } = createPortalApp({
      ...SETTINGS,
      store,
      documents,
      work,
      fee: FEE,
      slipKey: SLIP_KEY,
      temporal,
      timing: DEFAULT_TIMING,
      log,
      limits: WIDE_LIMITS,
    })
    const server = await listen(app)
    closing.push(server.close, temporal.close)
    return { ...server, routes, client: temporal.client }
  }

  const portal = await open(world.temporal)
  return {
    store,
    url: portal.url,
    client: portal.client,
    runs: createRequestRuns(portal.client),
    documents,
    vault,
    register,
    kps: kps.gateway,
    routes: portal.routes,
    portalLog: logged,
    visitor: () => new Visitor(portal),
    signedIn: (username) => Visitor.signedIn(portal, username),
    // Nothing listens on the discard port.
    signedInWithoutEngine: async (username) =>
      Visitor.signedIn(await open({ address: '127.0.0.1:9', answerWithinMs: 200 }), username),
    async close() {
      for (const close of closing) await close()
      await stopWorkers()
      await kps.close()
      await work.close()
      await store.close()
      await world.cleanUp()
    },
  }
}

/** Keeps each staff member's own number, with which the register is asked. */
async function giveIdentities(store: Store, vault: IdentityVault): Promise<void> {
  for (const username of Object.keys(PEOPLE) as Username[]) {
    const _id = accountId(username)
    await store.accounts.updateOne(
      { _id },
      { $set: { identity: vault.seal(ownNumber(username), _id) } },
    )
  }
}
