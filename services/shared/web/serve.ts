/** Serves a web app for as long as its process lives. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { Log } from '../log/log'

/** How long answers under way may take after the process was told to stop. */
const LAST_ANSWERS_MS = 10_000

/**
 * Listens, says `ready`, and goes on until SIGTERM or SIGINT; answers under way are finished then.
 * @param close ends what the app used, after its last answer
 * @throws what keeps the port from being taken
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
  server.closeIdleConnections()
  const impatience = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS)
  await lastAnswer
  clearTimeout(impatience)
  await close()
  log.info('stopped')
}
