/** The data of an earlier start is found again, also when the servers use other ports. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from '@temporalio/client'
import mongoose from 'mongoose'
import { freeServerPorts } from '../../deploy/local/servers/ports'
import { startServers } from '../../deploy/local/servers/startServers'
import type { RunningServers } from '../../deploy/local/servers/startServers'
import { withConnection } from '../../services/shared/temporal/connection'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'

let dataDir: string
let servers: RunningServers

async function start(): Promise<void> {
  const s3Keys = { accessKey: 'kept', secretKey: 'kept-secret' }
  servers = await startServers({ dataDir, ports: await freeServerPorts(), s3Keys })
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'pyk-kept-'))
  await start()
})
afterAll(async () => {
  await servers.stop()
  await rm(dataDir, { recursive: true })
})

it('finds records, files and open runs again on other ports, and accepts new ones', async () => {
  const before = servers
  await withNotes((notes) => notes.insertOne({ text: 'before' }))
  await documents().ensureBucket()
  const file = await documents().put('photo', Buffer.from('before'))
  await withRuns((client) =>
    client.workflow.start('unhosted', { workflowId: 'open', taskQueue: 'nobody' }),
  )

  await servers.stop()
  await start()
  expect(servers.mongo.url).not.toBe(before.mongo.url)

  await withNotes((notes) => notes.insertOne({ text: 'after' }))
  expect(await withNotes((notes) => notes.distinct('text'))).toEqual(['after', 'before'])
  expect((await documents().get(file)).toString()).toBe('before')
  await documents().put('photo', Buffer.from('after'))
  const run = await withRuns((client) => client.workflow.getHandle('open').describe())
  expect(run.status.name).toBe('RUNNING')
})

function withNotes<T>(work: (notes: mongoose.mongo.Collection) => Promise<T>): Promise<T> {
  return mongoose
    .createConnection(servers.mongo.url)
    .asPromise()
    .then((connection) => work(connection.collection('notes')).finally(() => connection.close()))
}

function withRuns<T>(work: (client: Client) => Promise<T>): Promise<T> {
  return withConnection(servers.temporal.address, (connection) => work(new Client({ connection })))
}

function documents() {
  return createDocumentStore({ ...servers.s3, bucket: 'kept' })
}
