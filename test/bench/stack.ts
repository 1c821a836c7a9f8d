/** The real servers in a temporary folder, and worker processes as `npm start` runs them. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { LIBUV_THREADS, WORKER_NODE_OPTIONS } from '../../deploy/local/processes'
import { withDatabase } from '../../deploy/local/servers/mongod'
import { freeServerPorts } from '../../deploy/local/servers/ports'
import { startServers } from '../../deploy/local/servers/startServers'
import { CLAIM_SETTINGS } from '../support/claims'
import { registerSearchAttributes } from '../../services/shared/temporal/searchAttributes'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'

export type BenchStack = Awaited<ReturnType<typeof openStack>>

/** A process of the product under measurement. */
export interface Measured {
  name: string
  child: ChildProcess
  stop: () => Promise<void>
}

const NAMESPACE = 'default'
/** For a second set of processes on queues of the same names. */
const SECOND_NAMESPACE = 'second'

export async function openStack() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'pyk-bench-'))
  const s3Keys = { accessKey: 'bench-access', secretKey: 'bench-secret-key' }
  const servers = await startServers({
    dataDir,
    ports: await freeServerPorts(),
    s3Keys,
    namespace: SECOND_NAMESPACE,
  })
  const { address } = servers.temporal
  await Promise.all(
    [NAMESPACE, SECOND_NAMESPACE].map((namespace) => registerSearchAttributes(address, namespace)),
  )
  const bucket = { endpoint: servers.s3.endpoint, ...s3Keys, bucket: 'bench' }
  const documents = createDocumentStore(bucket)
  await documents.ensureBucket()
  const mongoUrl = (database: string) => withDatabase(servers.mongo.url, database)
  const secret = () => randomBytes(32).toString('base64')
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    UV_THREADPOOL_SIZE: LIBUV_THREADS,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: NAMESPACE,
    MONGO_URL: mongoUrl('bench'),
    S3_ENDPOINT: bucket.endpoint,
    S3_ACCESS_KEY: bucket.accessKey,
    S3_SECRET_KEY: bucket.secretKey,
    S3_BUCKET: bucket.bucket,
    SESSION_SECRET: secret(),
    SLIP_KEY: secret(),
    AUDIT_KEYS: secret(),
    ...CLAIM_SETTINGS,
    IDENTITY_KEYS: `bench:${secret()}`,
    IDENTITY_HMAC_KEY: secret(),
    PUBLIC_URL: 'http://localhost',
    COOKIE_SECURE: 'false',
    TRUSTED_PROXIES: '',
    LOG_LEVEL: 'warn',
  }
  const running = new Set<ChildProcess>()
  return {
    temporal: { address, namespace: NAMESPACE, secondNamespace: SECOND_NAMESPACE },
    mongoUrl,
    documents,
    environment,
    running,
    serverPids: servers.children.map(({ name, pid }) => ({ name, pid })),
    /** Also ends the processes that a failed section has left. */
    close: async () => {
      await Promise.all([...running].map(ended))
      await servers.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/**
 * Starts a compiled process, such as `dist/services/worker/requests.js`, and waits until it reports
 * that it is ready.
 */
export async function startProcess(
  { environment, running }: Pick<BenchStack, 'environment' | 'running'>,
  name: string,
  over: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  const child = fork(path.resolve('dist', `${name}.js`), {
    env: { ...environment, LOG_LEVEL: 'info', ...over },
    execArgv: name.startsWith('services/worker/') ? WORKER_NODE_OPTIONS : [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`${name} ended with ${code} before it was ready`)),
    )
    child.stdout!.on('data', (chunk: Buffer) => {
      if (chunk.includes('"msg":"ready"')) resolve()
    })
  })
  return {
    name,
    child,
    stop: () => ended(child),
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit')
  child.kill('SIGTERM')
  await exit
}

const TICKS_PER_SECOND = 100

/** CPU time of a process so far, in milliseconds; from /proc on Linux. */
export function cpuTimeMs({ child }: Measured): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND
}

/** Resident memory of a process in megabytes. */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
  return Number(line?.[1] ?? 0) / 1024
}
