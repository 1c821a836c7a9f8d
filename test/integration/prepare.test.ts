/**
 * What the compose file's command prepares before the processes start, on servers as the compose
 * file starts them: a mongod with passwords and without a replica set, a Temporal server without
 * the namespace, no bucket.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Connection } from '@temporalio/client'
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes'
import { mongo } from 'mongoose'
import { freeServerPorts } from '../../deploy/local/servers/ports'
import { fetchServer } from '../../deploy/local/servers/startServers'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { connectStore } from '../../services/shared/store/connection'
import { SEARCH_ATTRIBUTES } from '../../workflows/contract'
import { readComposeFile } from '../support/compose/composeFile'
import { createImageTree } from '../support/compose/imageTree'
import type { ImageTree } from '../support/compose/imageTree'
import { freshVariables } from '../support/compose/variables'
import { waitFor } from '../support/waitFor'
import { serverAddresses } from '../support/world'

const NAME = `prepared-${process.pid}-${Date.now()}`
const RETENTION_SECONDS = 720 * 3600

const variables = freshVariables()
const folder = mkdtempSync(path.join(tmpdir(), 'pyk-prepare-'))
const { temporal, s3 } = serverAddresses()
const bucket = { ...s3, bucket: NAME }
let image: ImageTree
let mongod: ChildProcess
let port: number

beforeAll(async () => {
  image = await createImageTree()
  port = (await freeServerPorts()).mongo
  await makeRoot()
  await startMongod('--replSet', 'rs0', '--keyFile', keyFile())
  expect(await prepare(variables)).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await stopMongod()
  image?.remove()
  rmSync(folder, { recursive: true, force: true })
})

it('has a replica set whose transactions the application may use, in its own database alone', async () => {
  const store = await connectStore(recordUrl(variables), variables['AUDIT_KEYS']!)
  await store.connection.transaction((session) =>
    store.counters.create([{ _id: 'kept', value: 1 }], { session }),
  )
  expect(await store.counters.countDocuments()).toBe(1)
  const foreign = store.connection.useDb('admin').collection('system.users')
  await expect(foreign.findOne()).rejects.toMatchObject({ codeName: 'Unauthorized' })
  await store.close()
})

it('has a namespace with the search attributes of the contract and no other, whose runs are kept for thirty days', async () => {
  const connection = await Connection.connect({ address: temporal.address })
  const { config } = await connection.workflowService.describeNamespace({ namespace: NAME })
  expect(Number(config?.workflowExecutionRetentionTtl?.seconds)).toBe(RETENTION_SECONDS)
  const { customAttributes } = await connection.operatorService.listSearchAttributes({
    namespace: NAME,
  })
  const ofContract = Object.values(SEARCH_ATTRIBUTES).map(({ name, type }) => [
    name,
    encodeSearchAttributeIndexedValueType(type),
  ])
  expect(customAttributes).toEqual(Object.fromEntries(ofContract))
  await connection.close()
})

it('has a bucket that keeps every version', async () => {
  const store = createDocumentStore(bucket)
  const stored = await store.put('photo', Buffer.from('bytes'))
  expect((await store.get(stored)).toString()).toBe('bytes')
})

it('changes nothing when it runs again, except for a new password of the application', async () => {
  const changed = { ...variables, MONGO_PASSWORD: freshVariables()['MONGO_PASSWORD']! }
  expect(await prepare(changed)).toMatchObject({ code: 0 })
  await expect(connectStore(recordUrl(variables), variables['AUDIT_KEYS']!)).rejects.toThrow(
    'Authentication failed',
  )
  const store = await connectStore(recordUrl(changed), variables['AUDIT_KEYS']!)
  expect(await store.counters.countDocuments()).toBe(1)
  await store.close()
})

/** Runs the command as compose does, with the addresses of this test. */
function prepare(given: typeof variables) {
  const { command, environment } = readComposeFile(given).services['prepare']!
  return image.run(command!, {
    ...environment,
    MONGO_URL: recordUrl(given),
    MONGO_ADMIN_URL: here(environment['MONGO_ADMIN_URL']!),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: NAME,
    S3_ENDPOINT: s3.endpoint,
    S3_ACCESS_KEY: s3.accessKey,
    S3_SECRET_KEY: s3.secretKey,
    S3_BUCKET: NAME,
  })
}

function recordUrl(given: typeof variables): string {
  return here(readComposeFile(given).services['prepare']!.environment['MONGO_URL']!)
}

function here(url: string): string {
  return url.replace('@mongodb:27017/', `@127.0.0.1:${port}/`)
}

/**
 * As the image's own start does it: a first run that asks for no password makes the administrator.
 */
async function makeRoot(): Promise<void> {
  await startMongod()
  const client = await mongo.MongoClient.connect(
    `mongodb://127.0.0.1:${port}/?directConnection=true`,
  )
  const pwd = variables['MONGO_ROOT_PASSWORD']
  await client
    .db('admin')
    .command({ createUser: 'root', pwd, roles: [{ role: 'root', db: 'admin' }] })
  await client.close()
  await stopMongod()
}

function keyFile(): string {
  const file = path.join(folder, 'key')
  writeFileSync(file, variables['MONGO_REPLICA_KEY']!, { mode: 0o400 })
  return file
}

async function startMongod(...further: string[]): Promise<void> {
  const fixed = [
    '--dbpath',
    folder,
    '--port',
    String(port),
    '--bind_ip',
    '127.0.0.1',
    '--nounixsocket',
    '--quiet',
  ]
  mongod = spawn(await fetchServer('mongod'), [...fixed, ...further], { stdio: 'ignore' })
  await waitFor(
    async () => {
      const url = `mongodb://127.0.0.1:${port}/?directConnection=true`
      const client = await mongo.MongoClient.connect(url, { serverSelectionTimeoutMS: 500 })
      await client.close()
      return true
    },
    { what: 'mongod' },
  )
}

async function stopMongod(): Promise<void> {
  if (mongod.exitCode !== null) return
  const ended = once(mongod, 'exit')
  mongod.kill('SIGTERM')
  await ended
}
