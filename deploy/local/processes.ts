/** The four processes of the system as the starter runs them: what each is told, and when it counts as ready. */
import path from 'node:path'
import type { Program } from './children/keepRunning'
import type { Secrets, StarterConfig } from './config'
import type { RunningServers } from './servers/startServers'

const SCRIPTS = {
  portal: 'dist/services/portal/server.js',
  bureau: 'dist/services/bureau/server.js',
  requests: 'dist/services/worker/requests.js',
  documents: 'dist/services/worker/documents.js',
} as const
export type ProcessName = keyof typeof SCRIPTS

/** @returns how to run each process; all of them are told the same, and each reads what it needs */
export function processPrograms(
  config: StarterConfig,
  secrets: Secrets,
  { temporal, mongo, s3 }: RunningServers,
): Record<ProcessName, Program> {
  const environment = {
    ...process.env,
    ...secrets,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: config.namespace,
    MONGO_URL: mongo.url,
    S3_ENDPOINT: s3.endpoint,
    S3_BUCKET: config.bucket,
    PORTAL_PORT: String(config.ports.PORTAL_PORT),
    BUREAU_PORT: String(config.ports.BUREAU_PORT),
    LOG_LEVEL: config.logLevel,
    // The pages are served over plain HTTP on this machine.
    COOKIE_SECURE: 'false',
    TRUSTED_PROXIES: '',
  }
  const program = (name: ProcessName): Program => ({
    name,
    command: process.execPath,
    args: ['--enable-source-maps', path.resolve(SCRIPTS[name])],
    environment,
    dataDir: config.dataDir,
    isReady: ({ announced }) => announced,
    readyWithinMs: 60_000,
    stopWithinMs: 20_000,
  })
  return {
    portal: program('portal'),
    bureau: program('bureau'),
    requests: program('requests'),
    documents: program('documents'),
  }
}
