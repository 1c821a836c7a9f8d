/** The log of a child process, which never stops the launcher. */
import { createWriteStream } from 'node:fs'
import type { Writable } from 'node:stream'

export interface LogFile {
  write: (line: string) => void
  end: () => void
}

export interface LogFileOptions {
  /** Called once when lines begin to be lost, such as on a full disk. */
  dropping?: (reason: string) => void
  /** Called when lines can be written again, with how many were lost. */
  resumed?: (lost: number) => void
  /** How long to wait before the file is tried again. */
  retryAfterMs?: number
  open?: (path: string) => Writable
}

const RETRY_AFTER_MS = 5_000

/**
 * Opens a log file for appending. A line that cannot be written is dropped and counted; the file is
 * tried again after a while.
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
