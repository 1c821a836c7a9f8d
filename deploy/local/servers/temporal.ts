/** Temporal's dev server with its Web, kept in one SQLite file; and what any Temporal server needs before the first run. */
import path from 'node:path'
import { mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Connection } from '@temporalio/client'
import { encodeSearchAttributeIndexedValueType } from '@temporalio/common/lib/search-attributes'
import { SEARCH_ATTRIBUTES } from '../../../workflows/contract'
import type { Program } from '../children/keepRunning'

/** @param port of the frontend; `uiPort`: of Temporal Web; `namespace`: made at the start, beside `default` */
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
      ...['--log-level', 'error'],
    ],
    environment: process.env,
    dataDir,
    isReady: () => serves(`127.0.0.1:${port}`),
    readyWithinMs: 30_000,
    stopWithinMs: 10_000,
  }
}

/**
 * Registers the search attributes of the contract that the namespace does not know yet, and waits until runs can carry them.
 * @param address host:port of any Temporal server
 * @throws when the namespace takes longer than a minute to know them
 */
export async function registerSearchAttributes(address: string, namespace: string): Promise<void> {
  await connected(address, async ({ operatorService, workflowService }) => {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace })
    const missing = Object.values(SEARCH_ATTRIBUTES).filter(
      ({ name }) => !(name in (customAttributes ?? {})),
    )
    if (missing.length === 0) return
    const searchAttributes = Object.fromEntries(
      missing.map(({ name, type }) => [name, encodeSearchAttributeIndexedValueType(type)!]),
    )
    await operatorService.addSearchAttributes({ namespace, searchAttributes })

    const query = missing.map(({ name }) => `${name} IS NULL`).join(' AND ')
    for (const deadline = Date.now() + 60_000; ; await pause(100)) {
      try {
        await workflowService.countWorkflowExecutions({ namespace, query })
        return
      } catch (error) {
        // Servers look for new attributes now and then only.
        if (Date.now() > deadline) throw error
      }
    }
  })
}

/** Opens a connection for the time of some work. */
export async function connected<T>(
  address: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: '5s' })
  try {
    return await work(connection)
  } finally {
    await connection.close()
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
