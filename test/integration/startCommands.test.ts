/**
 * Each process as its container runs it, without a container: the image's files, the compose file's
 * command, the environment with the addresses of this run's servers, the engine behind a door that asks
 * for a certificate, the health check, and the end
 * at SIGTERM.
 */
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { readComposeFile } from '../support/compose/composeFile'
import type { EngineParty } from '../../deploy/image/access/engine'
import { isFree } from '../../deploy/local/servers/ports'
import { openEngineDoor } from '../support/engineDoor'
import type { EngineDoor } from '../support/engineDoor'
import { createImageTree } from '../support/compose/imageTree'
import type { ImageTree, Started } from '../support/compose/imageTree'
import { freshVariables } from '../support/compose/variables'
import { waitFor } from '../support/waitFor'
import { createTestWorld } from '../support/world'
import type { TestWorld } from '../support/world'

const { services } = readComposeFile(freshVariables())
const PROCESSES = Object.entries(services).filter(
  ([, { image, healthcheck }]) => image === 'pyk:local' && healthcheck,
)

let world: TestWorld
let image: ImageTree
let door: EngineDoor
let started: Started | undefined

beforeAll(async () => {
  ;[world, image] = await Promise.all([createTestWorld(), createImageTree()])
  door = await openEngineDoor(world.temporal.address)
})
afterEach(() => started?.process.kill('SIGKILL'))
afterAll(async () => {
  await door?.close()
  image?.remove()
  await world?.cleanUp()
})

it('are the portal, the bureau and the workers', () => {
  expect(PROCESSES.map(([name]) => name)).toEqual([
    'portal',
    'bureau',
    'worker-requests',
    'worker-documents',
    'worker-registry',
  ])
})

it.each(PROCESSES)(
  '%s starts, becomes healthy by its own check, and ends in order',
  async (name, service) => {
    const environment = await onThisMachine(name, service.environment)
    const [, ...check] = service.healthcheck!.test
    const unhealthy = await image.run(check, environment)
    expect(unhealthy).toMatchObject({ code: 1, said: expect.stringContaining('Unhealthy') })

    started = image.start(service.command!, environment)
    const { process: child, said } = started
    const ended = once(child, 'exit') as Promise<[number | null, string | null]>
    const state = await waitFor(
      async () => {
        if (child.exitCode !== null) return `ended: ${said()}`
        return (await image.run(check, environment)).code === 0 && 'healthy'
      },
      { what: 'a healthy process', timeoutMs: 45_000 },
    )
    expect(state).toBe('healthy')
    expect(said()).toContain('"msg":"ready"')

    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    expect(said()).toContain('"msg":"stopped"')
  },
)

it('a process reports everything missing at once, and does not start', async () => {
  const { code, said } = await image.run(services['bureau']!.command!, {})
  expect(code).toBe(1)
  const missing = said.match(/^ {2}\w+(?=: verilmemiş$)/gm)!.map((line) => line.trim())
  expect(missing.length).toBeGreaterThan(5)
  expect(Object.keys(services['bureau']!.environment)).toEqual(expect.arrayContaining(missing))
})

/** What compose would give a process, with addresses that lead to this run's servers. */
async function onThisMachine(
  name: string,
  environment: Record<string, string>,
): Promise<Record<string, string>> {
  const here: Record<string, string> = {
    MONGO_URL: world.mongoUrl,
    TEMPORAL_ADDRESS: door.address,
    TEMPORAL_TLS_FOLDER: door.folderOf(name.replace('worker-', '') as EngineParty),
    TEMPORAL_NAMESPACE: world.temporal.namespace,
    S3_ENDPOINT: world.s3.endpoint,
    S3_ACCESS_KEY: world.s3.accessKey,
    S3_SECRET_KEY: world.s3.secretKey,
    S3_BUCKET: world.s3.bucket,
    PORTAL_PORT: String(await freePort()),
    BUREAU_PORT: String(await freePort()),
    METRICS_PORT: String(await firstOfTwoFreePorts()),
  }
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, here[name] ?? value]),
  )
}

/** A worker passes on the metrics of the SDK, which serves them at the next port. */
async function firstOfTwoFreePorts(): Promise<number> {
  const first = randomInt(31_000, 32_000)
  const areFree = await Promise.all([first, first + 1].map(isFree))
  return areFree.every(Boolean) ? first : firstOfTwoFreePorts()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
