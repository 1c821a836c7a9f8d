/** What both worker processes share: logging, start and shutdown. */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { WorkerOptions } from '@temporalio/worker'
import type { Log } from '../shared/log/log'
import { connectionOptions } from '../shared/temporal/engine'
import type { Engine } from '../shared/temporal/engine'
import { workerIdentity } from './identity'

interface Hosted {
  /** Additional worker options of this process. */
  options: Omit<WorkerOptions, 'connection' | 'namespace'>
  /** Releases what the activities used, after the last one. */
  close: () => Promise<void>
}

/**
 * Runs a worker until the process receives a stop signal; running activities get ten seconds.
 * @throws when the worker cannot start or fails; the process should then exit
 */
export async function runWorker(
  log: Log,
  temporal: Engine,
  host: () => Promise<Hosted>,
): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      log[level === 'ERROR' ? 'error' : 'warn']({ engine: describe(meta) }, message)
    }),
  })
  const { options, close } = await host()
  const connection = await NativeConnection.connect(connectionOptions(temporal))
  try {
    const worker = await Worker.create({
      ...options,
      connection,
      namespace: temporal.namespace,
      identity: workerIdentity(String(log.bindings()['process'])),
      shutdownGraceTime: '10s',
      shutdownForceTime: '15s',
    })
    const running = worker.run()
    log.info('ready')
    await running
    log.info('stopped')
  } finally {
    await connection.close()
    await close()
  }
}

/** Keeps only the SDK log fields that name a run and a fault, never inputs. */
function describe(meta: Record<string | symbol, unknown> | undefined): Record<string, unknown> {
  const { workflowId, runId, workflowType, activityType, attempt, taskQueue, error } = meta ?? {}
  return {
    workflowId,
    runId,
    workflowType,
    activityType,
    attempt,
    taskQueue,
    error: error instanceof Error ? `${error.name}: ${error.message}` : undefined,
  }
}
