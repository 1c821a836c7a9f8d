/** Serves a web app until the process is stopped. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { Log } from '../log/log'
import { endEventStreams } from './routing/eventStream'

/** How long open requests may take after the stop signal. */
const LAST_ANSWERS_MS = 10_000

/**
 * Listens, logs `ready`, and runs until SIGTERM or SIGINT; open requests are finished first.
 * @param close releases what the app used, after the last answer
 * @throws if the port is not available
 */
export async function serve(
  app: RequestListener,
  {
    address,
    port,
    log,
    close,
  }: { address: string; port: number; log: Log; close: () => Promise<void> },
): Promise<void> {
  const server = createServer(app).listen(port, address)
  await once(server, 'listening')
  log.info({ address, port }, 'ready')

  await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve))
  const lastAnswer = once(server, 'close')
  server.close()
  endEventStreams()
  server.closeIdleConnections()
  const impatience = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS)
  await lastAnswer
  clearTimeout(impatience)
  await close()
  log.info('stopped')
}
