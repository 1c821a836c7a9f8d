/** How long a web app takes for its answers. */
import type { IncomingMessage, RequestListener } from 'node:http'
import { Histogram } from 'prom-client'
import type { Registry } from 'prom-client'

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * Measures every answer of an app by the pattern of its route, never by its address, which has ids.
 * Event streams are left out: they last as long as the page is open.
 */
export function measured(app: RequestListener, metrics: Registry): RequestListener {
  const durations = new Histogram({
    name: 'pyk_http_request_duration_seconds',
    help: 'Duration of an answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [metrics],
  })
  return (req, res) => {
    const end = durations.startTimer()
    res.once('close', () => {
      if (String(res.getHeader('Content-Type')).startsWith('text/event-stream')) return
      const status = res.writableFinished ? String(res.statusCode) : 'aborted'
      end({ method: req.method ?? '', route: routeOf(req), status })
    })
    app(req, res)
  }
}

/** Express adds the route that answered; files and unknown addresses have none. */
function routeOf(req: IncomingMessage & { route?: { path?: unknown } }): string {
  return typeof req.route?.path === 'string' ? req.route.path : 'other'
}
