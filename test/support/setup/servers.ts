/**
 * The servers of one test run: started once, on free ports, with temporary data, shared by all
 * kinds of test.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AlreadyRunning, endLeftovers } from '../../../deploy/local/children/runningChildren'
import { startServers } from '../../../deploy/local/servers/startServers'
import type { RunningServers } from '../../../deploy/local/servers/startServers'
import { freeServerPorts } from '../../../deploy/local/servers/ports'

/**
 * The addresses of the servers; test files get them through the environment that jest's workers
 * inherit.
 */
export type ServerAddresses = Pick<RunningServers, 'temporal' | 'mongo' | 's3'>
export const ADDRESSES_VARIABLE = 'PYK_TEST_SERVERS'

/** Prefix of every folder in which a test keeps data of servers or processes. */
const FOLDER_PREFIX = 'pyk-'

/** jest loads this module once for each kind of test, but the servers are shared. */
const run = globalThis as typeof globalThis & {
  pykServers?: Promise<{ stop: () => Promise<void> }> | undefined
}

/** Starts the servers, or waits for those that another kind of test has started. */
export async function sharedServers(): Promise<void> {
  run.pykServers ??= start()
  await run.pykServers
}

export async function stopSharedServers(): Promise<void> {
  const servers = run.pykServers
  run.pykServers = undefined
  await (await servers)?.stop()
}

async function start() {
  await endKilledRuns()
  const { TEMPORAL_ADDRESS, MONGO_URL, S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY } = process.env
  const dataDir = await mkdtemp(path.join(tmpdir(), `${FOLDER_PREFIX}test-`))
  const { stop, temporal, mongo, s3 } = await startServers({
    dataDir,
    ports: await freeServerPorts(),
    s3Keys: {
      accessKey: S3_ACCESS_KEY ?? 'test-access',
      secretKey: S3_SECRET_KEY ?? 'test-secret-key',
    },
    given: { temporalAddress: TEMPORAL_ADDRESS, mongoUrl: MONGO_URL, s3Endpoint: S3_ENDPOINT },
  })
  const addresses: ServerAddresses = { temporal, mongo, s3 }
  process.env[ADDRESSES_VARIABLE] = JSON.stringify(addresses)

  let ending: Promise<void> | undefined
  const end = () => (ending ??= stop().then(() => rm(dataDir, { recursive: true, force: true })))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void end().finally(() => process.exit(130)))
  }
  return { stop: end }
}

/** A killed run could not clean up; other runs may be active and are not touched. */
async function endKilledRuns(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(FOLDER_PREFIX))
  for (const dataDir of names.map((name) => path.join(tmpdir(), name))) {
    try {
      if ((await endLeftovers(dataDir)) !== null)
        await rm(dataDir, { recursive: true, force: true })
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error
    }
  }
}
