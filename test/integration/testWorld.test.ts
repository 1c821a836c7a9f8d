/** What the other integration tests rely on. */
import { Client, Connection } from '@temporalio/client'
import mongoose from 'mongoose'
import { SEARCH_ATTRIBUTES } from '../../workflows/contract'
import { objectStoreClient } from '../../deploy/local/servers/objectStore'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

let world: TestWorld

beforeAll(async () => {
  world = await createTestWorld()
})
afterAll(() => world?.cleanUp())

it('has a database with transactions', async () => {
  const connection = await mongoose.createConnection(world.mongoUrl).asPromise()
  await connection.createCollection('notes')
  await connection.transaction(async (session) => {
    await connection.collection('notes').insertOne({ text: 'kept' }, { session })
  })
  expect(await connection.collection('notes').countDocuments()).toBe(1)
  await connection.close()
})

it('has its own bucket, which nobody can read without keys', async () => {
  const { endpoint, bucket } = world.s3
  await objectStoreClient(endpoint, world.s3).putObject(bucket, 'şöyle.txt', Buffer.from('içerik'))
  const answer = await fetch(`${endpoint}/${bucket}/${encodeURIComponent('şöyle.txt')}`)
  expect(answer.status).toBe(403)
})

it('has a namespace in which every search attribute finds runs', async () => {
  const connection = await Connection.connect({ address: world.temporal.address })
  const client = new Client({ connection, namespace: world.temporal.namespace })
  await client.workflow.start('unhosted', {
    taskQueue: 'nobody',
    workflowId: 'found',
    typedSearchAttributes: [
      { key: SEARCH_ATTRIBUTES.requestNumber, value: 'PYK-2026-000001' },
      { key: SEARCH_ATTRIBUTES.dueDay, value: new Date('2026-03-02T00:00:00Z') },
    ],
  })
  const query = `RequestNumber = 'PYK-2026-000001' AND DueDay > '2026-03-01T00:00:00Z'`
  await waitFor(async () => (await client.workflow.count(query)).count === 1, {
    what: 'the run in the list',
  })
  await connection.close()
})
