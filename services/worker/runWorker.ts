/** What both worker processes have in common: the engine's log in ours, a clean start, a clean end. */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { WorkerOptions } from '@temporalio/worker'
import type { Log } from '../shared/log/log'
import { workerIdentity } from './identity'

interface Hosted {
  /** What this process adds to the worker's options. */
  options: Omit<WorkerOptions, 'connection' | 'namespace'>
  /** Ends what the activities used, after the last of them. */
  close: () => Promise<void>
}

/**
 * Runs a worker until the process is told to stop; activities in work get ten seconds to end.
 * @throws what kept the worker from starting or made it fail; the process should then exit
 */
export async function runWorker(
  log: Log,
  temporal: { address: string; namespace: string },
  host: () => Promise<Hosted>,
): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      log[level === 'ERROR' ? 'error' : 'warn']({ engine: describe(meta) }, message)
    }),
  })
  const { options, close } = await host()
  const connection = await NativeConnection.connect({ address: temporal.address })
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

/** Of the engine's own log fields only those that name a run and a fault; inputs are never among them. */
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
