/** The bureau's web app on real servers, its accounts, and clerks who click through it. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { NativeConnection, Runtime, Worker } from '@temporalio/worker'
import pino from 'pino'
import supertest from 'supertest'
import { createRecordActivities } from '../../activities'
import { createDocumentActivities } from '../../activities/documents/checkDocuments'
import { endPdfReader } from '../../services/shared/documents/intake/pdfThread'
import { createBureauApp } from '../../services/bureau/app'
import { createIdentityVault } from '../../services/shared/identity/vault'
import type { IdentityVault } from '../../services/shared/identity/vault'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import type { Account } from '../../services/shared/store/account'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import type { RequestRuns } from '../../services/shared/temporal/requestRuns'
import { hashPassword } from '../../services/shared/web'
import type { Route } from '../../services/shared/web'
import { TASK_QUEUES } from '../../workflows/contract'
import { createTestWorld } from './world'
import type { TestWorld } from './world'
import './setup/quietEngine'

const PASSWORD = 'Dogru-Parola-1'

/** Who is there: two clerks, one of them staff too, the head, a staff member, the manager of their unit. */
const PEOPLE = {
  aygul: { name: 'Aygül Ünal', roles: ['clerk'] },
  yigit: { name: 'Yiğit Koç', roles: ['clerk', 'staff'] },
  ilhan: { name: 'İlhan Karaağaç', roles: ['head'] },
  selin: { name: 'Selin Yıldırım', roles: ['staff'] },
  pinar: { name: 'Pınar Işık', roles: ['projectManager'] },
} as const
export type Username = keyof typeof PEOPLE

/** An id that says nothing of the name: it stands in histories, which are searched for names after each file of tests. */
export const accountId = (username: Username): string =>
  `account-${Object.keys(PEOPLE).indexOf(username)}`
export const nameOf = (username: Username): string => PEOPLE[username].name

export interface BureauApp {
  store: Store
  runs: RequestRuns
  documents: DocumentStore
  vault: IdentityVault
  routes: readonly Route[]
  /** Everything the app has logged, as one text. */
  logged(): string
  /** Somebody who is signed in. */
  signedIn(username: Username): Promise<Clerk>
  /** Somebody who is not. */
  stranger(): Clerk
  close(): Promise<void>
}

/**
 * Starts the app.
 * @param withWorkers whether requests live, or only their record is looked at
 * @param engineAddress address of an engine that never answers, in place of the real one
 */
export async function startBureau({
  withWorkers = true,
  engineAddress = '',
} = {}): Promise<BureauApp> {
  const world = await createTestWorld()
  const store = await connectStore(world.mongoUrl)
  await store.accounts.create(await accounts())
  const documents = createDocumentStore(world.s3)
  const engine = connectTemporal(world.temporal)
  const vault = createIdentityVault({
    keys: [{ id: 'k1', key: randomBytes(32) }],
    hmacKey: randomBytes(32),
  })
  const stopWorkers = withWorkers
    ? await startWorkers(world, store, documents)
    : () => Promise.resolve()
  const lines: string[] = []
  const engineOfApp = connectTemporal({
    ...world.temporal,
    ...(engineAddress === '' ? {} : { address: engineAddress, answerWithinMs: 200 }),
  })
  const { app, routes } = createBureauApp({
    store,
    documents,
    vault,
    temporal: engineOfApp,
    log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
    sessionSecret: 'a secret of the tests, long enough',
    https: false,
    trustedProxies: [],
    limits: { posts: 10_000, loginsPerAddress: 10_000 },
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    store,
    runs: createRequestRuns(engine.client),
    documents,
    vault,
    routes,
    logged: () => lines.join(''),
    signedIn: async (username) => {
      const clerk = new Clerk(url)
      await clerk.signIn(username)
      return clerk
    },
    stranger: () => new Clerk(url),
    async close() {
      await new Promise((resolve) => server.close(resolve))
      await stopWorkers()
      await Promise.all([engine.close(), engineOfApp.close()])
      await store.close()
      // The quiet engine of this file is there with workers and without them.
      await Runtime.instance().shutdown()
      await world.cleanUp()
    },
  }
}

/** A browser of sorts: it keeps cookies and sends the token of its session with every form. */
export class Clerk {
  private readonly agent: ReturnType<typeof supertest.agent>

  constructor(private readonly url: string) {
    this.agent = supertest.agent(url)
  }

  get(path: string) {
    return this.agent.get(path)
  }

  /**
   * Sends a form; a field with several values is sent once for each.
   * @param from the page it stands on
   */
  async post(path: string, fields: Record<string, string | readonly string[]> = {}, from = '/') {
    const form = new URLSearchParams({ _csrf: await this.token() })
    for (const [name, value] of Object.entries(fields))
      for (const one of [value].flat()) form.append(name, one)
    return this.agent
      .post(path)
      .set('Referer', `${this.url}${from}`)
      .type('form')
      .send(form.toString())
  }

  signIn(username: Username) {
    return this.post('/login', { username, password: PASSWORD })
  }

  private async token(): Promise<string> {
    const page = await this.agent.get('/search').redirects(1)
    return /name="_csrf" value="([0-9a-f]+)"/.exec(page.text)![1]!
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

async function startWorkers({ temporal }: TestWorld, store: Store, documents: DocumentStore) {
  const connection = await NativeConnection.connect({ address: temporal.address })
  const shared = { connection, namespace: temporal.namespace }
  const workers = await Promise.all([
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.requests,
      workflowBundle: { codePath: path.resolve('dist/workflow-bundle.js') },
      activities: { ...createRecordActivities(store) },
    }),
    Worker.create({
      ...shared,
      taskQueue: TASK_QUEUES.documents,
      activities: { ...createDocumentActivities({ store: documents }) },
    }),
  ])
  const running = workers.map((worker) => worker.run())
  return async () => {
    for (const worker of workers) worker.shutdown()
    await Promise.all(running)
    await connection.close()
    await endPdfReader()
  }
}
