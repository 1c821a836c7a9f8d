/** Starts the whole system on this machine, keeps it running, and stops it in order. */
import { chmodSync, mkdirSync } from 'node:fs'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { checkGiven } from './checkGiven'
import { checkPorts } from './checkPorts'
import { childReports } from './childReports'
import { keepAllRunning, stopInOrder } from './children/keepAllRunning'
import type { StartStep } from './children/keepAllRunning'
import { endLeftovers } from './children/runningChildren'
import { readStarterConfig } from './config'
import type { StarterConfig } from './config'
import { loadDemo } from '../demo/load'
import { messages } from './messages'
import { processPrograms } from './processes'
import { loadSecrets } from './secrets'
import { startServers } from './servers/startServers'
import { registerSearchAttributes } from '../../services/shared/temporal/searchAttributes'
import { summary } from './summary'

/** Does a piece of work and tells what it was and how long it took. */
type Step = <T>(what: string, work: () => Promise<T>) => Promise<T>

/**
 * Resolves when everything runs; SIGINT, SIGTERM and SIGHUP then stop it.
 * @throws an error whose message tells the user what to mend; nothing is left running then
 */
export async function start(environment: NodeJS.ProcessEnv, step: Step): Promise<void> {
  const config = readStarterConfig(environment)
  keepPrivate(config.dataDir)
  const ended = (await endLeftovers(config.dataDir)) ?? []
  if (ended.length > 0) console.log(`  ${messages.leftoversEnded(ended)}`)
  await checkPorts(config)
  await checkGiven(config)

  const stops: (() => Promise<void>)[] = []
  const asked = new AbortController()
  const starting = startAll(config, stops, step, asked.signal)
  // Last started, first stopped: the pages, the workers, and the servers that both stand on.
  const stop = once(async () => {
    for (const stopPart of stops.toReversed()) await stopPart()
  })
  stopOnSignal(async () => {
    asked.abort()
    // What is just being started is waited for, so that it is stopped in its turn.
    await starting.catch(() => undefined)
    await stop()
  })
  try {
    await starting
  } catch (error) {
    await stop()
    if (!asked.signal.aborted) throw error
  }
}

/** Secrets and documents are in it, so only its owner may look inside. */
function keepPrivate(folder: string): void {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
}

/** The same work however often it is asked for. */
function once(work: () => Promise<void>): () => Promise<void> {
  let doing: Promise<void> | null = null
  return () => (doing ??= work())
}

/** @param asked aborted when the system is to stop before it has started: no further part is begun then */
async function startAll(
  config: StarterConfig,
  stops: (() => Promise<void>)[],
  step: Step,
  asked: AbortSignal,
): Promise<void> {
  const { dataDir, ports, given, namespace, bucket } = config
  const secrets = loadSecrets(config)
  const s3Keys = { accessKey: secrets.S3_ACCESS_KEY, secretKey: secrets.S3_SECRET_KEY }
  const startStep: StartStep = (name, work) => step(messages.starting[name] ?? name, work)

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
  asked.throwIfAborted()
  const { temporal, mongo, s3 } = servers
  await Promise.all([
    step(messages.searchAttributes, () => registerSearchAttributes(temporal.address, namespace)),
    step(messages.bucket, () => createDocumentStore({ ...s3, bucket }).ensureBucket()),
  ])

  asked.throwIfAborted()

  const { portal, bureau, requests, documents } = processPrograms(config, secrets, servers)
  const processes = await keepAllRunning(
    [portal, bureau, requests, documents],
    childReports,
    startStep,
  )
  stops.push(() => stopInOrder(processes))
  asked.throwIfAborted()
  // Fictional people have no place beside real data.
  const withDemo = Object.values(given).every((address) => address === undefined)
  if (withDemo) {
    await step(messages.demo, () =>
      loadDemo({
        mongoUrl: mongo.url,
        temporal: { address: temporal.address, namespace },
        s3: { ...s3, bucket },
        identityKeys: secrets.IDENTITY_KEYS,
        identityHmacKey: secrets.IDENTITY_HMAC_KEY,
      }),
    )
  }
  asked.throwIfAborted()
  console.log(`\n${messages.ready}\n\n${summary(config, servers, withDemo)}\n`)
}

/** The first signal stops in order; a second one ends at once, and the children with it. */
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
