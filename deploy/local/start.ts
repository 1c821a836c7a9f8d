/** Starts the whole system on this machine, keeps it running, and stops it in order. */
import { chmodSync, mkdirSync } from 'node:fs'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { checkGiven } from './checkGiven'
import { checkPorts } from './checkPorts'
import { childReports } from './childReports'
import { keepAllRunning, stopInOrder } from './children/keepAllRunning'
import type { StartStep } from './children/keepAllRunning'
import { endLeftovers } from './children/runningChildren'
import { hasDemo, readStarterConfig } from './config'
import type { StarterConfig } from './config'
import { loadDemo } from '../demo/load'
import { messages, titleOf } from './messages'
import { processPrograms } from './processes'
import { loadSecrets } from './secrets'
import { certificateAccess } from './certificates'
import { registerAccess } from './registry'
import { startServers } from './servers/startServers'
import { ensureSchedules } from '../../services/shared/temporal/schedules'
import { registerSearchAttributes } from '../../services/shared/temporal/searchAttributes'
import { summary } from './summary'

/** Does a piece of work and prints its name and duration. */
type Step = <T>(what: string, work: () => Promise<T>) => Promise<T>

/**
 * Resolves when everything runs; SIGINT, SIGTERM and SIGHUP then stop it.
 * @throws an error whose message says what to fix; nothing is left running
 */
export async function start(environment: NodeJS.ProcessEnv, step: Step): Promise<void> {
  const config = readStarterConfig(environment)
  keepPrivate(config.dataDir)
  const ended = (await endLeftovers(config.dataDir)) ?? []
  if (ended.length > 0) console.log(`  ${messages.leftoversEnded(ended)}`)
  await checkPorts(config)
  await checkGiven(config)

  const stops: (() => Promise<void>)[] = []
  const stopping = new AbortController()
  const starting = startAll(config, stops, step, stopping.signal)
  // In reverse order: web services and workers before the servers that they need.
  const stop = once(async () => {
    for (const stopPart of stops.toReversed()) await stopPart()
  })
  stopOnSignal(async () => {
    stopping.abort()
    // Wait for what is currently starting, so that it is stopped as well.
    await starting.catch(() => undefined)
    await stop()
  })
  try {
    await starting
  } catch (error) {
    await stop()
    if (!stopping.signal.aborted) throw error
  }
}

/** Contains secrets and documents, so only its owner may read it. */
function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
}

/** Runs the work once; later calls return the same promise. */
function once(work: () => Promise<void>): () => Promise<void> {
  let doing: Promise<void> | null = null
  return () => (doing ??= work())
}

/**
 * @param stopSignal aborted when the system is to stop before it has started; no further part is
 *   started then
 */
async function startAll(
  config: StarterConfig,
  stops: (() => Promise<void>)[],
  step: Step,
  stopSignal: AbortSignal,
): Promise<void> {
  const { dataDir, ports, given, namespace, bucket } = config
  const secrets = loadSecrets(config)
  const s3Keys = { accessKey: secrets.S3_ACCESS_KEY, secretKey: secrets.S3_SECRET_KEY }
  const startStep: StartStep = (name, work) => step(titleOf(name), work)

  const servers = await startServers({
    dataDir,
    ports: {
      temporal: ports.TEMPORAL_PORT,
      temporalUi: ports.TEMPORAL_UI_PORT,
      mongo: ports.MONGO_PORT,
      s3: ports.S3_PORT,
    },
    namespace,
    s3Keys,
    given,
    events: childReports,
    step: startStep,
  })
  stops.push(servers.stop)
  stopSignal.throwIfAborted()
  const { temporal, mongo, s3 } = servers
  await Promise.all([
    step(messages.searchAttributes, async () => {
      await registerSearchAttributes(temporal.address, namespace)
      await ensureSchedules(temporal.address, namespace)
    }),
    step(messages.bucket, () => createDocumentStore({ ...s3, bucket }).ensureBucket()),
  ])

  stopSignal.throwIfAborted()

  const register = await registerAccess(config)
  const withDemo = hasDemo(config)
  const certificates = withDemo
    ? await step(messages.certificates, () => certificateAccess(config))
    : null
  const programs = processPrograms(config, secrets, servers, register, certificates)
  const { portal, bureau, requests, documents, registry, kps } = programs
  const processes = await keepAllRunning(
    [portal, bureau, requests, documents, registry, ...(register.standIn === null ? [] : [kps])],
    childReports,
    startStep,
  )
  stops.push(() => stopInOrder(processes))
  stopSignal.throwIfAborted()
  if (withDemo) {
    await step(messages.demo, () =>
      loadDemo({
        mongoUrl: mongo.url,
        auditKeys: secrets.AUDIT_KEYS,
        temporal: { address: temporal.address, namespace },
        s3: { ...s3, bucket },
        identityKeys: secrets.IDENTITY_KEYS,
        identityHmacKey: secrets.IDENTITY_HMAC_KEY,
        claimKey: secrets.CLAIM_KEY,
        timing: config.timing,
      }),
    )
  }
  stopSignal.throwIfAborted()
  console.log(`\n${messages.ready}\n\n${summary(config, servers, certificates)}\n`)
}

/**
 * The first signal stops everything in order; a second one exits at once and kills the children.
 */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = () => {
    if (stopping) process.exit(130)
    stopping = true
    console.log(`\n${messages.stopping}`)
    void stop().then(() => {
      console.log(messages.stopped)
      process.exit(0)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
}
