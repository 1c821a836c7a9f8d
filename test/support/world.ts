/**
 * A separate world for each test file: database, bucket and namespace on the shared real servers.
 */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { Client } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import mongoose from 'mongoose'
import { withDatabase } from '../../deploy/local/servers/mongod'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { withConnection } from '../../services/shared/temporal/connection'
import { registerSearchAttributes } from '../../services/shared/temporal/searchAttributes'
import { refusePersonalData } from './historyDump'
import { ADDRESSES_VARIABLE } from './setup/servers'
import type { ServerAddresses } from './setup/servers'
import { waitFor } from './waitFor'

export { waitFor }

export interface TestWorld {
  mongoUrl: string
  /** Setting AUDIT_KEYS. */
  auditKeys: string
  /** With the administrator's keys; `roles`: those of the processes. */
  s3: ServerAddresses['s3'] & { bucket: string }
  temporal: { address: string; namespace: string }
  /**
   * Drops the database; bucket and namespace disappear with the servers after the run.
   * @throws if the runs of this world contain personal data of the demo's people (D12)
   */
  cleanUp: () => Promise<void>
}

/** The workflow code as workers load it, built before the tests. */
export const workflowBundlePath = path.resolve('dist/workflow-bundle.js')

/** Setting AUDIT_KEYS of every world. */
export const AUDIT_KEYS = Buffer.alloc(32, 5).toString('base64')

/** Creates a world; only in test files of the kinds integration and browser. */
export async function createTestWorld(): Promise<TestWorld> {
  const { temporal, mongo, s3 } = serverAddresses()
  const name = `test-${randomBytes(6).toString('hex')}`
  const mongoUrl = withDatabase(mongo.url, name)
  const bucket = { ...s3, bucket: name }
  await Promise.all([
    createDocumentStore(bucket).ensureBucket(),
    makeNamespace(temporal.address, name),
  ])
  return {
    mongoUrl,
    auditKeys: AUDIT_KEYS,
    s3: bucket,
    temporal: { address: temporal.address, namespace: name },
    cleanUp: async () => {
      const connection = await mongoose.createConnection(mongoUrl).asPromise()
      await connection.dropDatabase()
      await connection.close()
      await withConnection(temporal.address, (engine) =>
        refusePersonalData(new Client({ connection: engine, namespace: name })),
      )
    },
  }
}

/** Addresses of the shared servers, for tests that need more than a world. */
export function serverAddresses(): ServerAddresses {
  const addresses = process.env[ADDRESSES_VARIABLE]
  if (addresses === undefined)
    throw new Error('Servers run only for the kinds integration and browser')
  return JSON.parse(addresses) as ServerAddresses
}

/** Path of the Temporal test server that skips time; only in the kinds workflow and model. */
export function timeSkippingServerPath(): string {
  const program = process.env['PYK_TEST_TIME_SKIPPING_SERVER']
  if (program === undefined)
    throw new Error('The time-skipping server is there only for the kinds workflow and model')
  return program
}

async function makeNamespace(address: string, namespace: string): Promise<void> {
  const workflowExecutionRetentionPeriod = msToTs('1 day')
  await withConnection(address, async ({ workflowService }) => {
    await workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod })
  })
  await waitFor(() => registerSearchAttributes(address, namespace).then(() => true), {
    what: 'the new namespace',
  })
}
