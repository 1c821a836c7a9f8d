/** `npm start` with its own data folder and ports. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { processMark } from '../../deploy/local/children/processMark'
import { freeServerPorts, isFree } from '../../deploy/local/servers/ports'
import { waitFor } from './waitFor'

/** Where to start the system: an environment, and a clean-up. */
export interface LauncherHome {
  dataDir: string
  environment: Record<string, string>
  remove: () => Promise<void>
}

/** @param settings further variables, such as addresses of running servers */
export async function makeLauncherHome(
  settings: Record<string, string> = {},
): Promise<LauncherHome> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'pyk-start-'))
  const ports = await freeServerPorts()
  const [portal, bureau, kps, kpsPage, portalTls, bureauTls] = [20, 21, 22, 23, 24, 25].map(
    (offset) => ports.s3 + offset,
  )
  const areFree = await Promise.all(
    [portal, bureau, kps, kpsPage, portalTls, bureauTls].map((port) => isFree(port!)),
  )
  if (!areFree.every(Boolean)) return makeLauncherHome(settings)
  return {
    dataDir,
    environment: {
      DATA_DIR: dataDir,
      PORTAL_PORT: String(portal),
      BUREAU_PORT: String(bureau),
      PORTAL_TLS_PORT: String(portalTls),
      BUREAU_TLS_PORT: String(bureauTls),
      KPS_PORT: String(kps),
      KPS_PAGE_PORT: String(kpsPage),
      TEMPORAL_PORT: String(ports.temporal),
      TEMPORAL_UI_PORT: String(ports.temporalUi),
      MONGO_PORT: String(ports.mongo),
      S3_PORT: String(ports.s3),
      ...settings,
    },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  }
}

/** Runs the command; `said` is its output so far. */
export function launch({ environment }: Pick<LauncherHome, 'environment'>) {
  const child = spawn(process.execPath, ['deploy/local/bootstrap.mjs', 'start'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const output of [child.stdout, child.stderr])
    output.on('data', (text: Buffer) => (said += text.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    said: () => said,
    /** Exit code; null if it was killed. */
    ended,
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    /** Waits until its output contains a text. */
    saying: async (text: string, timeoutMs = 60_000) => {
      await waitFor(() => said.includes(text) || child.exitCode !== null, {
        what: `"${text}"`,
        timeoutMs,
      })
      if (!said.includes(text)) throw new Error(`The launcher ended without "${text}":\n${said}`)
    },
  }
}

/** Whether a process is alive; a zombie is not. */
export function lives(pid: number): boolean {
  return processMark(pid) !== null
}
