/**
 * One log line per request: method, path without query, status, time. No entries, no cookies (D12).
 */
import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Express, Request } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** Also gives each request an id, shown on error pages and in the log. */
export function setUpRequestLog(app: Express, log: Logger): void {
  app.use(
    pinoHttp<Request>({
      logger: log,
      genReqId: (_req, res) => {
        const requestId = randomUUID()
        res.setHeader('X-Request-Id', requestId)
        return requestId
      },
      quietReqLogger: true,
      customLogLevel: (_req, res, error) => {
        if (isBrokenOff(res)) return 'warn'
        if (res.statusCode >= 500) return 'error'
        return error === undefined ? 'info' : 'warn'
      },
      autoLogging: {
        ignore: (req) =>
          req.originalUrl.startsWith('/health/') || req.originalUrl.startsWith('/assets/'),
      },
      wrapSerializers: false,
      serializers: {
        req: (req: Request) => ({ method: req.method, path: loggedPath(req.originalUrl) }),
        res: loggedAnswer,
        err: (error: Error) => ({ name: error.name, stack: withoutMessage(error) }),
      },
      customSuccessMessage: (_req, res) => (isBrokenOff(res) ? 'request aborted' : 'request'),
      customErrorMessage: () => 'request failed',
    }),
  )
  app.use((req, res, next) => {
    res.locals.requestId = req.id as string
    next()
  })
}

/** Whether the connection closed before the whole answer was sent. */
function isBrokenOff(res: ServerResponse): boolean {
  return !res.writableFinished
}

/** A status that was never sent says nothing about the request. */
function loggedAnswer(res: ServerResponse): { status: number | null; aborted?: true } {
  if (!isBrokenOff(res)) return { status: res.statusCode }
  return { status: res.headersSent ? res.statusCode : null, aborted: true }
}

/** No page has an identity number in its address (D12), but a person may type one. */
function loggedPath(url: string): string {
  return url.split('?')[0]!.replace(/\d{11}/g, '***')
}

/** A driver's message may contain entries; the stack is enough to find the fault. */
function withoutMessage(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
