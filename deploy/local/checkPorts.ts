/** Checks every port before anything is started. */
import { hasDemo } from './config'
import type { PortVariable, StarterConfig } from './config'
import { messages } from './messages'
import { isFree, objectStorePorts } from './servers/ports'

/** A port is used by another program or by two variables; the message names what to change. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable'
}

/** @throws PortUnavailable for the first port that is not available */
export async function checkPorts(config: StarterConfig): Promise<void> {
  const { ports, given, kps } = config
  const needed: PortVariable[] = ['PORTAL_PORT', 'BUREAU_PORT']
  if (given.temporalAddress === undefined) needed.push('TEMPORAL_PORT', 'TEMPORAL_UI_PORT')
  if (given.mongoUrl === undefined) needed.push('MONGO_PORT')
  if (given.s3Endpoint === undefined) needed.push('S3_PORT')
  if (kps === null) needed.push('KPS_PORT', 'KPS_PAGE_PORT')
  if (hasDemo(config)) needed.push('PORTAL_TLS_PORT', 'BUREAU_TLS_PORT')

  const uses = needed.flatMap((variable) => {
    const numbers = variable === 'S3_PORT' ? objectStorePorts(ports.S3_PORT) : [ports[variable]]
    return numbers.map((port) => ({ port, variable }))
  })
  for (const { port, variable } of uses) {
    const sharers = uses.filter((use) => use.port === port).map((use) => use.variable)
    if (sharers.length > 1) throw new PortUnavailable(messages.portTwice(port, sharers))
    if (await isFree(port)) continue
    throw new PortUnavailable(
      variable === 'S3_PORT' && port !== ports.S3_PORT
        ? messages.objectStorePortBusy(port, ports.S3_PORT)
        : messages.portBusy(port, variable),
    )
  }
}
