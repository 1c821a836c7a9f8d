/**
 * Finds the three servers of the system, starts those without a given address, keeps them running,
 * and stops them.
 */
import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { keepAllRunning, stopInOrder } from '../children/keepAllRunning'
import type { StartStep } from '../children/keepAllRunning'
import type { ChildEvents, KeptChild, Program } from '../children/keepRunning'
import { mongodProgram, mongodUrl } from './mongod'
import { minioProgram, roleKeys, sameKeys, seaweedProgram } from './objectStore'
import type { RoleKeys, S3Keys } from '../../image/access/documentStore'
import type { ServerPorts } from './ports'
import { temporalProgram } from './temporal'

const SCRIPTS = path.resolve('deploy/local/servers')
/** Downloaded programs; also what `npm run test:minio` builds. */
export const SERVERS_DIR = path.resolve('.data/servers')

/** Addresses of existing servers; these are not started. */
export interface GivenServers {
  temporalAddress?: string | undefined
  mongoUrl?: string | undefined
  s3Endpoint?: string | undefined
}

export interface ServerOptions {
  /** Where data and logs are kept. */
  dataDir: string
  ports: ServerPorts
  /** Temporal's namespace. */
  namespace?: string
  /** The keys that the object store is started with, or those of the given one. */
  s3Keys: S3Keys
  given?: GivenServers
  events?: ChildEvents
  step?: StartStep
}

export interface RunningServers {
  temporal: { address: string; webAddress: string | null }
  mongo: { url: string }
  /** With the administrator's keys; `roles`: those of the processes. */
  s3: S3Keys & { endpoint: string; roles: RoleKeys }
  /**
   * Temporal, object store, MongoDB, as far as they were started here; they are stopped in this
   * order.
   */
  children: readonly KeptChild[]
  stop: () => Promise<void>
}

/** The program of a server could not be found or downloaded. */
export class ServerMissing extends Error {
  override readonly name = 'ServerMissing'
}

/**
 * Starts in parallel every server that has no given address.
 * @throws ServerMissing
 * @throws ChildNotReady when one does not become ready; the others are stopped first
 */
export async function startServers(options: ServerOptions): Promise<RunningServers> {
  const { dataDir, ports, namespace = 'default', s3Keys, given = {}, events, step } = options
  const located = await locateServers(dataDir, given)
  const isMinio = located.s3?.kind === 'minio'
  const programs: Program[] = []
  if (located.temporal !== null) {
    const { temporal: port, temporalUi: uiPort } = ports
    programs.push(temporalProgram(located.temporal.program, { dataDir, port, uiPort, namespace }))
  }
  if (located.s3 !== null) {
    const create = isMinio ? minioProgram : seaweedProgram
    programs.push(await create(located.s3.program, { dataDir, port: ports.s3, keys: s3Keys }))
  }
  if (located.mongo !== null)
    programs.push(mongodProgram(located.mongo.program, { dataDir, port: ports.mongo }))

  const children = await keepAllRunning(programs, events, step)
  return {
    temporal: {
      address: given.temporalAddress ?? `127.0.0.1:${ports.temporal}`,
      webAddress: located.temporal === null ? null : `http://localhost:${ports.temporalUi}`,
    },
    mongo: { url: given.mongoUrl ?? mongodUrl(ports.mongo) },
    s3: {
      endpoint: given.s3Endpoint ?? `http://127.0.0.1:${ports.s3}`,
      ...s3Keys,
      // MinIO has no file of identities, and the users of a given server are its own matter.
      roles: located.s3 === null || isMinio ? sameKeys(s3Keys) : roleKeys(s3Keys),
    },
    children,
    stop: () => stopInOrder(children),
  }
}

/**
 * Path of the program, downloaded if it is not there yet.
 * @throws ServerMissing
 */
export async function fetchServer(
  name: 'temporal' | 'temporal-test-server' | 'mongod' | 'weed',
): Promise<string> {
  return (await script('fetchServer.mjs', [name, SERVERS_DIR])).trim()
}

const locatedServer = z.object({ kind: z.string(), program: z.string() }).nullable()
const locatedServers = z.object({
  temporal: locatedServer,
  mongo: locatedServer,
  s3: locatedServer,
})

async function locateServers(
  dataDir: string,
  given: GivenServers,
): Promise<z.infer<typeof locatedServers>> {
  const found = await script('locateServers.mjs', [dataDir, SERVERS_DIR], {
    TEMPORAL_ADDRESS: given.temporalAddress,
    MONGO_URL: given.mongoUrl,
    S3_ENDPOINT: given.s3Endpoint,
  })
  return locatedServers.parse(JSON.parse(found))
}

/**
 * The scripts are plain Node, since they also run before any package is installed; here they run as
 * commands.
 */
async function script(
  file: string,
  args: string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  try {
    const env = { ...process.env, ...environment }
    return (
      await promisify(execFile)(process.execPath, [path.join(SCRIPTS, file), ...args], { env })
    ).stdout
  } catch (error) {
    throw new ServerMissing((error as { stderr?: string }).stderr?.trim() ?? String(error), {
      cause: error,
    })
  }
}
