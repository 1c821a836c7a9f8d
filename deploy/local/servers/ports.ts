/** Whether a port of this machine is free, and free ports for a temporary stack. */
import { createServer } from 'node:net'
import { randomInt } from 'node:crypto'

export interface ServerPorts {
  temporal: number
  temporalUi: number
  mongo: number
  /** First of five consecutive ports; SeaweedFS also uses each of them + 10000. */
  s3: number
}

const S3_PORTS = 5
const GRPC_OFFSET = 10_000

/** Every port that an object store with this first port may use. */
export function objectStorePorts(first: number): number[] {
  const ports = Array.from({ length: S3_PORTS }, (_, index) => first + index)
  return [...ports, ...ports.map((port) => port + GRPC_OFFSET)]
}

/** Whether nothing listens on the port, on any address of this machine. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** Ports for a stack that runs next to others. All are below the usual ephemeral port range. */
export async function freeServerPorts(): Promise<ServerPorts> {
  for (let tries = 0; tries < 100; tries++) {
    const first = randomInt(10_000, 21_000)
    const ports = { s3: first, temporal: first + 10, temporalUi: first + 11, mongo: first + 12 }
    const all = [...objectStorePorts(first), ports.temporal, ports.temporalUi, ports.mongo]
    if ((await Promise.all(all.map(isFree))).every(Boolean)) return ports
  }
  throw new Error('No free ports between 10000 and 31000')
}
