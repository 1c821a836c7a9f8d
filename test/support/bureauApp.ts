/** The bureau's web app on real servers, with accounts and with clerks who use it. */
import type { Client } from '@temporalio/client'
import { createBureauApp } from '../../services/bureau/app'
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
import { claimKey } from './claims'
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

/** A browser with or without a signed-in clerk. */
export type Clerk = Visitor

/**
 * The accounts: two clerks, one of whom is also staff, the head, a staff member, and their project
 * manager.
 */
const PEOPLE = {
  aygul: { name: 'Aygül Ünal', roles: ['clerk'] },
  yigit: { name: 'Yiğit Koç', roles: ['clerk', 'staff'] },
  ilhan: { name: 'İlhan Karaağaç', roles: ['head'] },
  selin: { name: 'Selin Yıldırım', roles: ['staff'] },
  pinar: { name: 'Pınar Işık', roles: ['projectManager'] },
} as const
export type Username = keyof typeof PEOPLE

/**
 * An id that does not contain the name: it is part of histories, which are searched for names after
 * each test file.
 */
export const accountId = (username: Username): string =>
  `account-${Object.keys(PEOPLE).indexOf(username)}`
export const nameOf = (username: Username): string => PEOPLE[username].name

export interface BureauApp {
  store: Store
  client: Client
  runs: RequestRuns
  documents: DocumentStore
  vault: IdentityVault
  routes: readonly Route[]
  /** Everything that the app has logged, as one text. */
  logged(): string
  /** A signed-in visitor. */
  signedIn(username: Username): Promise<Clerk>
  /** A visitor who is not signed in. */
  stranger(): Clerk
  close(): Promise<void>
}

/**
 * Starts the app.
 * @param withWorkers false if the tests need only the record of requests
 * @param engineAddress address of a Temporal server that never answers, instead of the real one
 */
export async function startBureau({
  withWorkers = true,
  engineAddress = '',
  undoMs = 0,
} = {}): Promise<BureauApp> {
  const world = await createTestWorld()
  const store = await connectStore(world.mongoUrl, world.auditKeys)
  await store.accounts.create(await accountsOf(PEOPLE, accountId))
  const documents = createDocumentStore(world.s3)
  const engine = connectTemporal(world.temporal)
  const engineOfApp = connectTemporal({
    ...world.temporal,
    ...(engineAddress === '' ? {} : { address: engineAddress, answerWithinMs: 200 }),
  })
  const vault = createTestVault()
  const stopWorkers = withWorkers
    ? await startWorkers(world, { store, documents })
    : () => Promise.resolve()
  const { log, logged } = textLog()
  const work = createDocumentPool()
  const { app, routes } = createBureauApp({
    ...SETTINGS,
    store,
    documents,
    work,
    vault,
    fee: FEE,
    slipKey: SLIP_KEY,
    claimKey,
    temporal: engineOfApp,
    log,
    undoMs,
    limits: WIDE_LIMITS,
  })
  const server = await listen(app)
  return {
    store,
    client: engine.client,
    runs: createRequestRuns(engine.client),
    documents,
    vault,
    routes,
    logged,
    signedIn: (username) => Visitor.signedIn(server, username),
    stranger: () => new Visitor(server),
    async close() {
      await server.close()
      await work.close()
      await stopWorkers()
      await Promise.all([engine.close(), engineOfApp.close()])
      await store.close()
      await world.cleanUp()
    },
  }
}
