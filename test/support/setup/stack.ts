/**
 * The product that all browser tests use: portal, bureau and both workers as processes, with the
 * demo's people and requests. It is started once.
 */
import { keepAllRunning, stopInOrder } from '../../../deploy/local/children/keepAllRunning'
import { loadDemo } from '../../../deploy/demo/load'
import { startProduct } from '../product'
import type { Product } from '../product'
import { atFreePorts } from '../webPorts'
import type { WebApp } from '../webPorts'
import { createTestWorld } from '../world'
import type { TestWorld } from '../world'

export type { WebApp }

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
  const { ports, programs } = await atFreePorts(product)
  const webApps = await keepAllRunning([
    ...programs,
    product.register.kps,
    product.register.registry,
  ])
  await loadDemo({ ...world, ...product.identity, timing: product.timing })
  const { mongoUrl, auditKeys, s3, temporal } = world
  const { identity, logs } = product
  const addresses: StackAddresses = { mongoUrl, auditKeys, s3, temporal, identity, logs, ports }
  process.env[STACK_VARIABLE] = JSON.stringify(addresses)
  return {
    stop: async () => {
      await stopInOrder(webApps)
      await product.stop()
      await world.cleanUp()
    },
  }
}
