/**
 * The running product in a test's world: both worker processes as `npm start` runs and restarts
 * them, and what services use.
 */
import { randomInt } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Client } from '@temporalio/client'
import { keepAllRunning } from '../../deploy/local/children/keepAllRunning'
import type { KeptChild, Program } from '../../deploy/local/children/keepRunning'
import { readStarterConfig } from '../../deploy/local/config'
import { processPrograms } from '../../deploy/local/processes'
import type { ProcessName } from '../../deploy/local/processes'
import { registerAccess } from '../../deploy/local/registry'
import { loadSecrets } from '../../deploy/local/secrets'
import { isFree } from '../../deploy/local/servers/ports'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import type { RequestRuns } from '../../services/shared/temporal/requestRuns'
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import { CLAIM_SETTINGS } from './claims'
import type { TestWorld } from './world'

export interface Product {
  store: Store
  client: Client
  runs: RequestRuns
  documents: DocumentStore
  workers: { requests: KeptChild; documents: KeptChild }
  /** How to run the two web apps, for tests that use them from outside. */
  webApps: Record<'portal' | 'bureau', Program>
  /** How to run the stand-in of KPS and the worker that asks it. */
  register: Record<'kps' | 'registry', Program>
  /** Same format as IDENTITY_KEYS, IDENTITY_HMAC_KEY and CLAIM_KEY. */
  identity: { identityKeys: string; identityHmacKey: string; claimKey: string }
  /** As the portal gives it to new requests. */
  timing: RequestTiming
  /** Where the processes log to. */
  logs: string
  /** Everything that the processes have logged so far. */
  logged: () => string
  stop: () => Promise<void>
}

const SECRET = Buffer.alloc(32, 7).toString('base64')

/**
 * Starts the workers on the world's servers; they must be built. A killed process is restarted, as
 * the launcher does.
 * @param recordOf address of the record for each process; by default the world's
 * @param metricsPort first of the ports of metrics; without it they are not served
 */
export async function startProduct(
  { mongoUrl, auditKeys, s3, temporal }: Omit<TestWorld, 'cleanUp'>,
  recordOf: (name: ProcessName) => string = () => mongoUrl,
  metricsPort?: number,
): Promise<Product> {
  const kpsPort = await freePair()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'pyk-product-'))
  const config = readStarterConfig({
    DATA_DIR: dataDir,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    MONGO_URL: mongoUrl,
    S3_ENDPOINT: s3.endpoint,
    S3_ACCESS_KEY: s3.accessKey,
    S3_SECRET_KEY: s3.secretKey,
    S3_BUCKET: s3.bucket,
    SESSION_SECRET: SECRET,
    SLIP_KEY: SECRET,
    AUDIT_KEYS: auditKeys,
    ...CLAIM_SETTINGS,
    IDENTITY_KEYS: `test:${SECRET}`,
    IDENTITY_HMAC_KEY: SECRET,
    KPS_PORT: String(kpsPort),
    KPS_PAGE_PORT: String(kpsPort + 1),
    ...(metricsPort !== undefined && { METRICS_PORT: String(metricsPort) }),
  })
  const secrets = loadSecrets(config)
  const servers = {
    temporal: { address: temporal.address, webAddress: null },
    mongo: { url: mongoUrl },
    s3,
    children: [],
    stop: () => Promise.resolve(),
  }
  const programs = withRecords(
    processPrograms(config, secrets, servers, await registerAccess(config), null),
    recordOf,
  )
  const [store, [requests, documents]] = await Promise.all([
    connectStore(mongoUrl, auditKeys),
    keepAllRunning([programs.requests, programs.documents]),
  ])
  const engine = connectTemporal(temporal)
  const logs = path.join(dataDir, 'logs')
  return {
    store,
    client: engine.client,
    runs: createRequestRuns(engine.client),
    documents: createDocumentStore(s3),
    workers: { requests: requests!, documents: documents! },
    webApps: { portal: programs.portal, bureau: programs.bureau },
    register: { kps: programs.kps, registry: programs.registry },
    identity: {
      identityKeys: secrets.IDENTITY_KEYS,
      identityHmacKey: secrets.IDENTITY_HMAC_KEY,
      claimKey: secrets.CLAIM_KEY,
    },
    timing: config.timing,
    logs,
    logged: () => loggedIn(logs),
    stop: async () => {
      await Promise.all([requests!.stop(), documents!.stop()])
      await Promise.all([engine.close(), store.close()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The processes, each with its own address of the record if it uses it. */
function withRecords(
  programs: Record<ProcessName, Program>,
  recordOf: (name: ProcessName) => string,
): Record<ProcessName, Program> {
  const changed = Object.entries(programs).map(([name, program]) => {
    const { environment } = program
    if (environment['MONGO_URL'] === undefined) return [name, program]
    const MONGO_URL = recordOf(name as ProcessName)
    return [name, { ...program, environment: { ...environment, MONGO_URL } }]
  })
  return Object.fromEntries(changed) as Record<ProcessName, Program>
}

/** The first of two free ports below the usual ephemeral port range. */
async function freePair(): Promise<number> {
  const first = randomInt(30_200, 31_000)
  const areFree = await Promise.all([first, first + 1].map(isFree))
  return areFree.every(Boolean) ? first : freePair()
}

/** All log files of a folder as one text. */
export function loggedIn(logs: string): string {
  return readdirSync(logs)
    .map((file) => readFileSync(path.join(logs, file), 'utf8'))
    .join('')
}
