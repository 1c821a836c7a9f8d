/**
 * The product that all browser tests use: portal, bureau and both workers as processes, with the
 * demo's people and requests. It is started once.
 */
import { randomInt } from 'node:crypto'
import { keepAllRunning, stopInOrder } from '../../../deploy/local/children/keepAllRunning'
import type { Program } from '../../../deploy/local/children/keepRunning'
import { isFree } from '../../../deploy/local/servers/ports'
import { loadDemo } from '../../../deploy/demo/load'
import { startProduct } from '../product'
import type { Product } from '../product'
import { createTestWorld } from '../world'
import type { TestWorld } from '../world'

export type WebApp = 'portal' | 'bureau'

/** What a test file needs to use the product; passed on in the environment of jest's workers. */
export interface StackAddresses
  extends Omit<TestWorld, 'cleanUp'>, Pick<Product, 'identity' | 'logs'> {
  /** Ports of the web apps on this machine. */
  ports: Record<WebApp, number>
}
export const STACK_VARIABLE = 'PYK_TEST_STACK'

/** jest loads this module more than once in its process. */
const run = globalThis as typeof globalThis & {
  pykStack?: Promise<{ stop: () => Promise<void> }> | undefined
}

/** Starts it; the servers must run and everything must be built. */
export async function sharedStack(): Promise<void> {
  run.pykStack ??= start()
  await run.pykStack
}

/** @throws when a run contains personal data (D12) */
export async function stopSharedStack(): Promise<void> {
  const stack = run.pykStack
  run.pykStack = undefined
  await (await stack)?.stop()
}

async function start() {
  const world = await createTestWorld()
  const product = await startProduct(world)
  const ports = { portal: await freePort(), bureau: await freePort() }
  const webApps = await keepAllRunning([
    listeningAt(product.webApps.portal, { PORTAL_PORT: String(ports.portal) }),
    listeningAt(product.webApps.bureau, { BUREAU_PORT: String(ports.bureau) }),
    product.register.kps,
    product.register.registry,
  ])
  await loadDemo({ ...world, ...product.identity })
  const { mongoUrl, s3, temporal } = world
  const { identity, logs } = product
  const addresses: StackAddresses = { mongoUrl, s3, temporal, identity, logs, ports }
  process.env[STACK_VARIABLE] = JSON.stringify(addresses)
  return {
    stop: async () => {
      await stopInOrder(webApps)
      await product.stop()
      await world.cleanUp()
    },
  }
}

function listeningAt(program: Program, port: NodeJS.ProcessEnv): Program {
  return { ...program, environment: { ...program.environment, ...port } }
}

/** Below the usual ephemeral port range, and above the ports of the servers. */
async function freePort(): Promise<number> {
  const port = randomInt(31_100, 32_700)
  return (await isFree(port)) ? port : freePort()
}
