/**
 * A database or object store for a single test that kills or stops it, without effect on other
 * tests.
 */
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
  /** The running server; if killed, it is restarted at once. */
  process: () => KeptChild
  /** Stops the server until `comeBack`; keeps its data. */
  goAway: () => Promise<void>
  comeBack: () => Promise<void>
  remove: () => Promise<void>
}

/** Addresses for the servers that are not started; nothing connects to them. */
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
