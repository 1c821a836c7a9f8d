/** Free ports for the two web apps of a product. */
import { randomInt } from 'node:crypto'
import type { Program } from '../../deploy/local/children/keepRunning'
import { isFree } from '../../deploy/local/servers/ports'
import type { Product } from './product'

export type WebApp = 'portal' | 'bureau'

/** The programs of the web apps, listening at free ports. */
export async function atFreePorts({
  webApps: { portal, bureau },
}: Pick<Product, 'webApps'>): Promise<{
  ports: Record<WebApp, number>
  programs: Program[]
}> {
  const ports = { portal: await freePort(), bureau: await freePort() }
  return {
    ports,
    programs: [
      listeningAt(portal, { PORTAL_PORT: String(ports.portal) }),
      listeningAt(bureau, { BUREAU_PORT: String(ports.bureau) }),
    ],
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
