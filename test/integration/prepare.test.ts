/**
 * What the compose file's command prepares before the processes start, on servers as the compose
 * file starts them: a mongod with passwords and without a replica set, a Temporal server without
 * the namespace, no bucket.
 */
import { Connection } from '@temporalio/client'
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes'
import { RECORD_ROLES } from '../../deploy/image/prepare/roles'
import type { RecordRole } from '../../deploy/image/prepare/roles'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { connectStore } from '../../services/shared/store/connection'
import { SEARCH_ATTRIBUTES } from '../../workflows/contract'
import { readComposeFile } from '../support/compose/composeFile'
import { createImageTree } from '../support/compose/imageTree'
import type { ImageTree } from '../support/compose/imageTree'
import { freshVariables } from '../support/compose/variables'
import { openEngineDoor } from '../support/engineDoor'
import type { EngineDoor } from '../support/engineDoor'
import { startSecuredMongod } from '../support/securedMongod'
import type { SecuredMongod } from '../support/securedMongod'
import { serverAddresses } from '../support/world'

const NAME = `prepared-${process.pid}-${Date.now()}`
const RETENTION_SECONDS = 720 * 3600

const variables = freshVariables()
const { temporal, s3 } = serverAddresses()
const bucket = { ...s3, bucket: NAME }
let image: ImageTree
let mongod: SecuredMongod
let door: EngineDoor

beforeAll(async () => {
  image = await createImageTree()
  door = await openEngineDoor(temporal.address)
  mongod = await startSecuredMongod({
    rootPassword: variables['MONGO_ROOT_PASSWORD']!,
    replicaKey: variables['MONGO_REPLICA_KEY']!,
  })
  expect(await prepare(variables)).toMatchObject({ code: 0 })
})
afterAll(async () => {
  await mongod?.stop()
  await door?.close()
  image?.remove()
})

it('has a replica set whose transactions a process may use, in its own database alone', async () => {
  const store = await storeOf('requests')
  await store.connection.transaction((session) =>
    store.deletions.create(
      [{ _id: 'kept', kind: 'draft', subject: 'd', keys: [], files: 0, begunAt: new Date() }],
      { session },
    ),
  )
  expect(await store.deletions.countDocuments()).toBe(1)
  const foreign = store.connection.useDb('admin').collection('system.users')
  await expect(foreign.findOne()).rejects.toMatchObject({ codeName: 'Unauthorized' })
  await store.close()
})

describe('in the record', () => {
  const REFUSED = { code: 13 }

  it.each(RECORD_ROLES)(
    '%s connects, and finds the indexes that it may not build',
    async (role) => {
      const store = await storeOf(role)
      const entries = store.connection.collection('auditEntries')
      await expect(entries.createIndex({ at: 1 }, { expireAfterSeconds: 1 })).rejects.toMatchObject(
        REFUSED,
      )
      await store.close()
    },
  )

  it.each(RECORD_ROLES)('%s changes and deletes no audit line', async (role) => {
    const store = await storeOf(role)
    const entries = store.connection.collection('auditEntries')
    const change = { $set: { actor: 'somebody' } }
    await expect(entries.updateOne({}, change)).rejects.toMatchObject(REFUSED)
    await expect(entries.deleteOne({})).rejects.toMatchObject(REFUSED)
    await expect(entries.drop()).rejects.toMatchObject(REFUSED)
    await expect(store.auditChains.deleteOne({})).rejects.toMatchObject(REFUSED)
    await store.close()
  })

  it.each(['portal', 'bureau', 'registry', 'operator'] as const)(
    '%s changes no request and no card',
    async (role) => {
      const store = await storeOf(role)
      const change = { $set: { subState: 'delivered' } }
      for (const name of ['requests', 'cards']) {
        const records = store.connection.collection(name)
        await expect(records.updateOne({}, change)).rejects.toMatchObject(REFUSED)
        await expect(records.deleteOne({})).rejects.toMatchObject(REFUSED)
        await expect(records.insertOne({})).rejects.toMatchObject(REFUSED)
      }
      await store.close()
    },
  )

  it('requests, which writes them, deletes none, and changes no account', async () => {
    const store = await storeOf('requests')
    await expect(store.requests.deleteOne({})).rejects.toMatchObject(REFUSED)
    await expect(store.cards.deleteOne({})).rejects.toMatchObject(REFUSED)
    await expect(
      store.accounts.updateOne({}, { $set: { name: 'somebody' } }),
    ).rejects.toMatchObject(REFUSED)
    await store.close()
  })

  it.each(['portal', 'bureau'] as const)('%s reads no session of the other app', async (role) => {
    const store = await storeOf(role)
    const other = role === 'portal' ? 'bureau' : 'portal'
    const sessions = (name: string) => store.connection.collection(`${name}Sessions`)
    await expect(sessions(other).findOne()).rejects.toMatchObject(REFUSED)
    await expect(sessions(role).findOne()).resolves.toBeNull()
    await store.close()
  })
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

it('changes nothing when it runs again, except for a new password of a process', async () => {
  const changed = {
    ...variables,
    REQUESTS_MONGO_PASSWORD: freshVariables()['REQUESTS_MONGO_PASSWORD']!,
  }
  expect(await prepare(changed)).toMatchObject({ code: 0 })
  await expect(storeOf('requests')).rejects.toThrow('Authentication failed')
  const store = await storeOf('requests', changed)
  expect(await store.deletions.countDocuments()).toBe(1)
  await store.close()
})

function storeOf(role: RecordRole, given: typeof variables = variables) {
  const { services } = readComposeFile(given)
  const urls = Object.values(services).map(({ environment }) => environment['MONGO_URL'] ?? '')
  const url = urls.find((candidate) => candidate.startsWith(`mongodb://${role}:`))!
  return connectStore(here(url), variables['AUDIT_KEYS']!)
}

/** Runs the command as compose does, with the addresses of this test. */
function prepare(given: typeof variables) {
  const { command, environment } = readComposeFile(given).services['prepare']!
  return image.run(command!, {
    ...environment,
    MONGO_URL: here(environment['MONGO_URL']!),
    MONGO_ADMIN_URL: here(environment['MONGO_ADMIN_URL']!),
    TEMPORAL_ADDRESS: door.address,
    TEMPORAL_TLS_FOLDER: door.folderOf('prepare'),
    TEMPORAL_NAMESPACE: NAME,
    S3_ENDPOINT: s3.endpoint,
    S3_ACCESS_KEY: s3.accessKey,
    S3_SECRET_KEY: s3.secretKey,
    S3_BUCKET: NAME,
  })
}

function here(url: string): string {
  return url.replace(/\bmongodb:27017\//, `127.0.0.1:${mongod.port}/`)
}
