/** A database or object store of one test alone: it is killed or taken away, and no other test may feel that. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { KeptChild } from '../../deploy/local/children/keepRunning'
import { freeServerPorts } from '../../deploy/local/servers/ports'
import { startServers } from '../../deploy/local/servers/startServers'
import type { RunningServers } from '../../deploy/local/servers/startServers'

export interface OwnServer {
  mongo: RunningServers['mongo']
  s3: RunningServers['s3']
  /** The running server; killed, it is started again at once. */
  process: () => KeptChild
  /** Takes the server away until `comeBack`, with its data kept. */
  goAway: () => Promise<void>
  comeBack: () => Promise<void>
  remove: () => Promise<void>
}

/** Given in place of the servers that are not started: nobody calls them. */
const ELSEWHERE = {
  temporalAddress: '127.0.0.1:1',
  mongoUrl: 'mongodb://127.0.0.1:1/none',
  s3Endpoint: 'http://127.0.0.1:1',
}

export async function startOwnServer(kind: 'mongo' | 's3'): Promise<OwnServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), `pyk-own-${kind}-`))
  const { mongoUrl, s3Endpoint, ...temporal } = ELSEWHERE
  const options = {
    dataDir,
    ports: await freeServerPorts(),
    s3Keys: { accessKey: 'own-access', secretKey: 'own-secret-key' },
    given: { ...temporal, ...(kind === 'mongo' ? { s3Endpoint } : { mongoUrl }) },
  }
  let servers = await startServers(options)
  return {
    mongo: servers.mongo,
    s3: servers.s3,
    process: () => servers.children[0]!,
    goAway: () => servers.stop(),
    comeBack: async () => {
      servers = await startServers(options)
    },
    remove: async () => {
      await servers.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
