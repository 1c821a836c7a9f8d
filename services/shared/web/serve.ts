/** Serves a web app until the process is stopped. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import type { Log } from '../log/log'
import { createCertificateListener } from './signIn/certificate/listener'
import type { ServerCredential } from './signIn/certificate/listener'
import { endEventStreams } from './routing/eventStream'

/** How long open requests may take after the stop signal. */
const LAST_ANSWERS_MS = 10_000

/**
 * Listens, logs `ready`, and runs until SIGTERM or SIGINT; open requests are finished first.
 * @param tls where browsers are asked for a certificate (S4); nowhere if not given
 * @param close releases what the app used, after the last answer
 * @throws if the port is not available
 */
export async function serve(
  app: RequestListener,
  {
    address,
    port,
    log,
    tls,
    close,
  }: {
    address: string
    port: number
    log: Log
    tls?: (ServerCredential & { port: number }) | null | undefined
    close: () => Promise<void>
  },
): Promise<void> {
  const servers: Server[] = [createServer(app).listen(port, address)]
  if (tls) servers.push(createCertificateListener(app, tls).listen(tls.port, address))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  log.info({ address, port, ...(tls ? { tlsPort: tls.port } : {}) }, 'ready')

  await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve))
  const lastAnswers = servers.map((server) => once(server, 'close'))
  for (const server of servers) server.close()
  endEventStreams()
  for (const server of servers) server.closeIdleConnections()
  const impatience = setTimeout(() => {
    for (const server of servers) server.closeAllConnections()
  }, LAST_ANSWERS_MS)
  await Promise.all(lastAnswers)
  clearTimeout(impatience)
  await close()
  log.info('stopped')
}
