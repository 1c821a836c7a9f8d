/** The whole system as `npm start` runs and restarts it, without the demo's people. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@temporalio/client'
import { keepAllRunning, stopInOrder } from '../../deploy/local/children/keepAllRunning'
import type { ChildEvents, KeptChild } from '../../deploy/local/children/keepRunning'
import { readStarterConfig } from '../../deploy/local/config'
import { processPrograms } from '../../deploy/local/processes'
import { registerAccess } from '../../deploy/local/registry'
import { loadSecrets } from '../../deploy/local/secrets'
import { freeServerPorts } from '../../deploy/local/servers/ports'
import { startServers } from '../../deploy/local/servers/startServers'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../services/shared/identity/vault'
import type { IdentityVault } from '../../services/shared/identity/vault'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { ensureSchedules } from '../../services/shared/temporal/schedules'
import { registerSearchAttributes } from '../../services/shared/temporal/searchAttributes'

export interface System {
  urls: { portal: string; bureau: string }
  store: Store
  client: Client
  documents: DocumentStore
  vault: IdentityVault
  /** Every process that can be killed. */
  children: readonly KeptChild[]
  /** Resolves when the process is ready again after its next end. */
  nextRestart: (name: string) => Promise<void>
  stop: () => Promise<void>
}

export async function startSystem(dataDir: string): Promise<System> {
  const ports = await freeServerPorts()
  const webPort = (offset: number) => String(ports.s3 + offset)
  const config = readStarterConfig({
    DATA_DIR: dataDir,
    PORTAL_PORT: webPort(20),
    BUREAU_PORT: webPort(21),
    KPS_PORT: webPort(22),
    KPS_PAGE_PORT: webPort(23),
    PORTAL_TLS_PORT: webPort(24),
    BUREAU_TLS_PORT: webPort(25),
    LOG_LEVEL: 'info',
  })
  const secrets = loadSecrets(config)
  const s3Keys = { accessKey: secrets.S3_ACCESS_KEY, secretKey: secrets.S3_SECRET_KEY }
  const restarts = new Map<string, () => void>()
  const events: ChildEvents = { restarted: (name) => restarts.get(name)?.() }
  const servers = await startServers({
    dataDir,
    ports,
    namespace: config.namespace,
    s3Keys,
    events,
  })
  const { address } = servers.temporal
  const documents = createDocumentStore({ ...servers.s3, bucket: config.bucket })
  await Promise.all([registerSearchAttributes(address, config.namespace), documents.ensureBucket()])
  await ensureSchedules(address, config.namespace)
  const register = await registerAccess(config)
  const {
    portal,
    bureau,
    requests,
    documents: worker,
    registry,
  } = processPrograms(config, secrets, servers, register, null)
  const processes = await keepAllRunning([portal, bureau, requests, worker, registry], events)
  const store = await connectStore(servers.mongo.url, secrets.AUDIT_KEYS)
  const engine = connectTemporal({ address, namespace: config.namespace })
  return {
    urls: {
      portal: `http://127.0.0.1:${config.ports.PORTAL_PORT}`,
      bureau: `http://127.0.0.1:${config.ports.BUREAU_PORT}`,
    },
    store,
    client: engine.client,
    documents,
    vault: createIdentityVault({
      keys: parseIdentityKeys(secrets.IDENTITY_KEYS),
      hmacKey: parseIdentityHmacKey(secrets.IDENTITY_HMAC_KEY),
    }),
    children: [...processes, ...servers.children],
    nextRestart: (name) => new Promise((resolve) => restarts.set(name, resolve)),
    stop: async () => {
      await Promise.all([engine.close(), store.close()])
      await stopInOrder(processes)
      await servers.stop()
    },
  }
}

/** Waits until both web apps reach every server that they need. */
export async function untilServing({ urls }: Pick<System, 'urls'>): Promise<void> {
  const isReady = (url: string) =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await Promise.all(Object.values(urls).map(isReady))).every(Boolean)) await pause(100)
}
