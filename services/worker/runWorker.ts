/** What the worker processes share: logging, metrics, start and shutdown. */
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import type { WorkerOptions } from '@temporalio/worker'
import type { Registry } from 'prom-client'
import type { Log } from '../shared/log/log'
import { sdkMetricsAddress, serveMetrics } from '../shared/metrics/metrics'
import type { MetricsAddress } from '../shared/metrics/metrics'
import { connectionOptions } from '../shared/temporal/engine'
import type { Engine } from '../shared/temporal/engine'
import { workerIdentity } from './identity'

/** What a worker process measures, and where it serves that. */
interface Measuring {
  metrics: Registry
  at: MetricsAddress
}

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
  measuring?: Measuring,
): Promise<void> {
  const ofSdk = measuring === undefined ? null : sdkMetricsAddress(measuring.at)
  Runtime.install({
    ...(ofSdk !== null && {
      telemetryOptions: {
        metrics: { prometheus: { bindAddress: ofSdk, useSecondsForDurations: true } },
      },
    }),
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      log[level === 'ERROR' ? 'error' : 'warn']({ engine: describe(meta) }, message)
    }),
  })
  const endMetrics = measuring && (await serveMetrics(measuring.metrics, measuring.at, log, ofSdk))
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
    await endMetrics?.()
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
