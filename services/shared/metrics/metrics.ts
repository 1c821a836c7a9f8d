/** The metrics of a process in Prometheus's format, on a port that only the operators' network reaches. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { collectDefaultMetrics, Registry } from 'prom-client'
import type { Log } from '../log/log'

/** Where a process serves its metrics; nowhere without a port. */
export interface MetricsAddress {
  METRICS_PORT?: number | undefined
  METRICS_ADDRESS: string
}

/** The metrics of a process; those of Node are there from the start. */
export function createMetrics(processName: string): Registry {
  const metrics = new Registry()
  metrics.setDefaultLabels({ process: processName })
  collectDefaultMetrics({ register: metrics })
  return metrics
}

/** Where the SDK of Temporal serves its own metrics to this process, which passes them on. */
export function sdkMetricsAddress({ METRICS_PORT }: MetricsAddress): string | null {
  return METRICS_PORT === undefined ? null : `127.0.0.1:${METRICS_PORT + 1}`
}

/**
 * Serves `GET /metrics` and nothing else.
 * @param further address of metrics that are passed on with these
 * @returns ends the server
 * @throws if the port is not available
 */
export async function serveMetrics(
  metrics: Registry,
  { METRICS_PORT: port, METRICS_ADDRESS: address }: MetricsAddress,
  log: Pick<Log, 'error'>,
  further: string | null = null,
): Promise<() => Promise<void>> {
  if (port === undefined) return () => Promise.resolve()
  const server = createServer((req, res) => {
    if (req.url !== '/metrics') return void res.writeHead(404).end()
    void Promise.all([metrics.metrics(), further === null ? '' : passedOn(further)]).then(
      (texts) => res.setHeader('Content-Type', metrics.contentType).end(texts.join('')),
      (error: unknown) => {
        log.error({ error: String(error) }, 'metrics could not be read')
        res.writeHead(500).end()
      },
    )
  }).listen(port, address)
  await once(server, 'listening')
  return async () => {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
}

async function passedOn(address: string): Promise<string> {
  const answer = await fetch(`http://${address}/metrics`, { signal: AbortSignal.timeout(2_000) })
  return answer.text()
}
