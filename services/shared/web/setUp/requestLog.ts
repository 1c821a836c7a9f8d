/** One log line per request: method, path without its query, status, time. Nothing that was entered, no cookies (D12). */
import { randomUUID } from 'node:crypto'
import type { Express, Request } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

/** Also gives each request its id, which error pages show and the log repeats. */
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
        res: (res: { statusCode: number }) => ({ status: res.statusCode }),
        err: (error: Error) => ({ name: error.name, stack: withoutMessage(error) }),
      },
      customSuccessMessage: () => 'request',
      customErrorMessage: () => 'request failed',
    }),
  )
  app.use((req, res, next) => {
    res.locals.requestId = req.id as string
    next()
  })
}

/** No page has an identity number in its address (D12), but somebody may type one there. */
function loggedPath(url: string): string {
  return url.split('?')[0]!.replace(/\d{11}/g, '***')
}

/** A driver's message may repeat what was entered; where it happened is enough to find the fault. */
function withoutMessage(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')
}
