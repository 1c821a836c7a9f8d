/** Temporal's dev server with Temporal Web; its data is one SQLite file. */
import path from 'node:path'
import { mkdirSync } from 'node:fs'
import { Connection } from '@temporalio/client'
import { inheritedEnvironment } from '../children/inheritedEnvironment'
import type { Program } from '../children/keepRunning'
import { ENGINE_LIMITS } from './engineLimits'

/**
 * @param port of the frontend; `uiPort`: of Temporal Web; `namespace`: created at the start, in
 *   addition to `default`
 */
export function temporalProgram(
  command: string,
  {
    dataDir,
    port,
    uiPort,
    namespace,
  }: { dataDir: string; port: number; uiPort: number; namespace: string },
): Program {
  const folder = path.join(dataDir, 'temporal')
  mkdirSync(folder, { recursive: true })
  const pragmas = ['journal_mode=wal', 'synchronous=normal'].flatMap((pragma) => [
    '--sqlite-pragma',
    pragma,
  ])
  const limits = Object.entries(ENGINE_LIMITS).flatMap(([name, value]) => [
    '--dynamic-config-value',
    `${name}=${value}`,
  ])
  return {
    name: 'temporal',
    command,
    args: [
      ...[
        'server',
        'start-dev',
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        '--ui-port',
        String(uiPort),
      ],
      ...['--namespace', namespace, '--db-filename', path.join(folder, 'temporal.db'), ...pragmas],
      ...limits,
      ...['--log-level', 'error'],
    ],
    environment: inheritedEnvironment(),
    dataDir,
    isReady: () => serves(`127.0.0.1:${port}`),
    readyWithinMs: 30_000,
    stopWithinMs: 10_000,
  }
}

async function serves(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: '1s' })
    await connection.close()
    return true
  } catch {
    return false
  }
}
