/** The processes of the system as the launcher runs them, and the stand-in of KPS. */
import path from 'node:path'
import { bureauSettings } from '../../services/bureau/config'
import { standInSettings } from '../../services/kps/config'
import { portalSettings } from '../../services/portal/config'
import {
  documentsWorkerSettings,
  registryWorkerSettings,
  requestsWorkerSettings,
} from '../../services/worker/config'
import type { StoreRole } from '../image/access/documentStore'
import { addressesOf } from './certificates'
import type { CertificateAccess } from './certificates'
import { inheritedEnvironment, pick } from './children/inheritedEnvironment'
import type { Program } from './children/keepRunning'
import type { Secrets, StarterConfig } from './config'
import type { RegisterAccess } from './registry'
import type { RunningServers } from './servers/startServers'

/**
 * Room for new objects in each heap of a worker. Under load it would grow to 48 MB for each of the
 * worker's threads and stay, a third of the worker's memory. The image sets the same.
 */
export const WORKER_NODE_OPTIONS = ['--max-semi-space-size=4']

/** The script of each process and the settings it reads. */
const PROCESSES = {
  portal: { script: 'dist/services/portal/server.js', settings: portalSettings },
  bureau: { script: 'dist/services/bureau/server.js', settings: bureauSettings },
  requests: { script: 'dist/services/worker/requests.js', settings: requestsWorkerSettings },
  documents: { script: 'dist/services/worker/documents.js', settings: documentsWorkerSettings },
  registry: { script: 'dist/services/worker/registry.js', settings: registryWorkerSettings },
  kps: { script: 'dist/services/kps/server.js', settings: standInSettings },
} as const
export type ProcessName = keyof typeof PROCESSES
const WORKERS: readonly ProcessName[] = ['requests', 'documents', 'registry']

/** One for the process and one for the SDK of Temporal in it. */
const PORTS_OF_METRICS = 2

/**
 * Threads of Node for files, compression and pictures. With the usual four, pages wait for a free
 * one while others' uploads are written and judged. The image sets the same.
 */
export const LIBUV_THREADS = '16'

/** What a card of the demo costs; the account is an example that no bank has. */
const DEMO_FEE = {
  CARD_FEE: '250',
  CARD_FEE_ACCOUNT:
    'Merkez Saymanlık Müdürlüğü (deneme); TR330006100519786457841326; Kart ücreti ve sicil numarası',
}

/** @returns how to run each process; each gets the settings it reads and no other secret */
export function processPrograms(
  config: StarterConfig,
  secrets: Secrets,
  { temporal, mongo, s3 }: RunningServers,
  { variables, standIn }: RegisterAccess,
  certificates: CertificateAccess | null,
): Record<ProcessName, Program> {
  const settings: NodeJS.ProcessEnv = {
    ...(standIn === null ? {} : DEMO_FEE),
    ...process.env,
    ...secrets,
    ...variables,
    ...certificates?.variables,
    ...(standIn === null
      ? {}
      : { KPS_TLS_CERTIFICATE: standIn.certificate, KPS_TLS_KEY: standIn.key }),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: config.namespace,
    MONGO_URL: mongo.url,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: config.bucket,
    PORTAL_PORT: String(config.ports.PORTAL_PORT),
    BUREAU_PORT: String(config.ports.BUREAU_PORT),
    PORTAL_TLS_PORT: String(config.ports.PORTAL_TLS_PORT),
    BUREAU_TLS_PORT: String(config.ports.BUREAU_TLS_PORT),
    KPS_PORT: String(config.ports.KPS_PORT),
    KPS_PAGE_PORT: String(config.ports.KPS_PAGE_PORT),
    LOG_LEVEL: config.logLevel,
    // The pages are served over plain HTTP on this machine.
    COOKIE_SECURE: 'false',
    TRUSTED_PROXIES: '',
  }
  const addresses = (app: 'PORTAL' | 'BUREAU'): NodeJS.ProcessEnv => {
    const { CERTIFICATE_URL, PUBLIC_URL } = addressesOf(config, app)
    return certificates === null ? { PUBLIC_URL } : { PUBLIC_URL, CERTIFICATE_URL }
  }
  const metricsOf = (name: ProcessName): NodeJS.ProcessEnv => {
    const before = PORTS_OF_METRICS * Object.keys(PROCESSES).indexOf(name)
    const { metricsPort } = config
    return metricsPort === undefined ? {} : { METRICS_PORT: String(metricsPort + before) }
  }
  const program = (name: ProcessName, own: NodeJS.ProcessEnv = {}): Program => ({
    name,
    command: process.execPath,
    args: [
      '--enable-source-maps',
      ...(WORKERS.includes(name) ? WORKER_NODE_OPTIONS : []),
      path.resolve(PROCESSES[name].script),
    ],
    environment: {
      ...inheritedEnvironment(),
      UV_THREADPOOL_SIZE: LIBUV_THREADS,
      ...pick(settings, Object.keys(PROCESSES[name].settings)),
      ...metricsOf(name),
      ...own,
    },
    dataDir: config.dataDir,
    isReady: ({ announced }) => announced,
    readyWithinMs: 60_000,
    stopWithinMs: 20_000,
  })
  const keysOf = (role: StoreRole): NodeJS.ProcessEnv => {
    const { accessKey, secretKey } = s3.roles[role]
    return { S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey }
  }
  return {
    portal: program('portal', { ...addresses('PORTAL'), ...keysOf('portal') }),
    bureau: program('bureau', { ...addresses('BUREAU'), ...keysOf('bureau') }),
    requests: program('requests'),
    documents: program('documents', keysOf('documents')),
    registry: trusting(program('registry'), standIn),
    kps: program('kps'),
  }
}

/** Lets a process trust the certificate of the stand-in, which no authority has signed. */
function trusting(program: Program, standIn: RegisterAccess['standIn']): Program {
  if (standIn === null) return program
  const environment = { ...program.environment, NODE_EXTRA_CA_CERTS: standIn.certificate }
  return { ...program, environment }
}
