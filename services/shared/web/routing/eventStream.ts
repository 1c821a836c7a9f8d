/** A reply that stays open and reports changes to a page (server-sent events). */
import type { Request, Response } from 'express'
import type { Reply } from './reply'

/** Proxies close a connection on which nothing is sent. */
const KEEP_OPEN_MS = 20_000
/** How soon a browser asks again after a stream has ended, in milliseconds. */
const ASK_AGAIN_MS = 3_000

const open = new Set<AbortController>()

/** Ends every open stream, so that the process can end; browsers then ask another process. */
export function endEventStreams(): void {
  for (const stream of open) stream.abort()
}

/**
 * @param follow sends events, each with at most one line of text, until there are no more; `ended` is aborted when the
 *   browser has left or the process ends
 */
export function eventStream(
  follow: (send: (event: string, line?: string) => void, ended: AbortSignal) => Promise<void>,
): Reply {
  return async (req: Request, res: Response) => {
    const stream = new AbortController()
    open.add(stream)
    res.on('close', () => stream.abort())
    res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' })
    res.write(`retry: ${ASK_AGAIN_MS}\n\n`)
    const beat = setInterval(() => res.write(':\n\n'), KEEP_OPEN_MS)
    try {
      await follow(
        (event, line = '') => res.write(`event: ${event}\ndata:${line}\n\n`),
        stream.signal,
      )
    } catch (error) {
      // The head of the answer is sent, so there is no error page; the browser asks again.
      req.log.warn({ err: error }, 'event stream ended by a fault')
    } finally {
      clearInterval(beat)
      open.delete(stream)
      res.end()
    }
  }
}
