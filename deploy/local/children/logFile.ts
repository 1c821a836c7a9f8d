/** The log file of a child process. Write errors never stop the launcher. */
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'

export interface LogFile {
  write: (line: string) => void
  end: () => void
}

export interface LogFileOptions {
  /** Called once when lines start to be lost, for example on a full disk. */
  dropping?: (reason: string) => void
  /** Called with the number of lost lines when writing works again. */
  resumed?: (lost: number) => void
  /** How long to wait before the file is opened again. */
  retryAfterMs?: number
  open?: (path: string) => Writable
}

const RETRY_AFTER_MS = 5_000

/**
 * Opens a log file for appending. Lines that cannot be written are dropped and counted; the file is
 * opened again after a while.
 */
export function openLogFile(
  path: string,
  {
    dropping,
    resumed,
    retryAfterMs = RETRY_AFTER_MS,
    open = (file) => createWriteStream(file, { flags: 'a' }),
  }: LogFileOptions = {},
): LogFile {
  let stream: Writable | null = connect()
  let lost = 0
  let isReported = false
  let retryAt = 0

  function connect(): Writable {
    const opened = open(path)
    opened.on('error', (error) => {
      if (stream !== opened) return
      stream = null
      retryAt = Date.now() + retryAfterMs
      if (isReported) return
      isReported = true
      dropping?.((error as NodeJS.ErrnoException).code ?? error.message)
    })
    return opened
  }

  function written(error: Error | null | undefined): void {
    if (error) {
      lost += 1
      return
    }
    if (!isReported) return
    resumed?.(lost)
    isReported = false
    lost = 0
  }

  return {
    write: (line) => {
      if (stream === null && Date.now() >= retryAt) stream = connect()
      if (stream === null) lost += 1
      else stream.write(`${line}\n`, written)
    },
    end: () => stream?.end(),
  }
}
