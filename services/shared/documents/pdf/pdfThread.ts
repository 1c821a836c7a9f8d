/**
 * The process's only thread that reads PDFs: started on demand, one file at a time, terminated when
 * it crashes or stalls.
 */
import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/**
 * The reader did not finish in time. The cause may be the file or a busy machine, so it is not
 * reported as a fault of the file and may be retried.
 */
export class PdfReaderStalled extends Error {
  override readonly name = 'PdfReaderStalled'
  constructor(seconds: number) {
    super(`The PDF reader did not answer within ${seconds} s`)
  }
}

/** The file cannot be read as a PDF; `message` is the reader's reason. */
export class PdfUnreadable extends Error {
  override readonly name = 'PdfUnreadable'
}

/** Loaded from the source tree, as the templates are; see that file. */
const READER = path.resolve('services/shared/documents/pdf/pdfReader.mjs')
const MAX_MEMORY_BYTES = 256 * 1_048_576
const PATIENCE_SECONDS = 10

const Unreadable = z.object({ unreadable: z.string() })
const Measured = z.object({
  pages: z.number(),
  /** Numbers of the missing pages, among those that were opened. */
  missing: z.array(z.number()),
})

let thread: Worker | null = null
let queue: Promise<unknown> = Promise.resolve()

/**
 * Counts the pages of a PDF and opens up to maxPages of them, after all PDFs that were queued
 * before.
 * @throws PdfUnreadable, PdfReaderStalled
 */
export function measurePdf(bytes: Buffer, maxPages: number): Promise<z.infer<typeof Measured>> {
  const answer = queue.then(() => ask(bytes, maxPages))
  queue = answer.catch(() => undefined)
  return answer.then((message) => Measured.parse(message))
}

/** Terminates the thread, even while it works; the next PDF starts a new one. */
export async function endPdfReader(): Promise<void> {
  await thread?.terminate()
}

async function ask(bytes: Buffer, maxPages: number): Promise<unknown> {
  const reader = thread ?? (await startThread())
  // The thread keeps the process alive only while it works.
  reader.ref()
  const deadline = setTimeout(() => void reader.terminate(), PATIENCE_SECONDS * 1000)
  try {
    reader.postMessage({ bytes, maxPages })
    const message = await answerOf(reader)
    const { data: failure } = Unreadable.safeParse(message)
    if (failure !== undefined) throw new PdfUnreadable(failure.unreadable)
    return message
  } finally {
    clearTimeout(deadline)
    reader.unref()
  }
}

/** Errors here are system faults: the thread says `ready` before it has received a file. */
async function startThread(): Promise<Worker> {
  const reader = new Worker(READER, { workerData: { maxMemoryBytes: MAX_MEMORY_BYTES } })
  await once(reader, 'message')
  reader.once('exit', () => (thread = null))
  thread = reader
  return reader
}

/** A crash is caused by the file: PDFium gave up or reached its memory limit. */
function answerOf(reader: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => settle(() => resolve(message))
    const onExit = () => settle(() => reject(new PdfReaderStalled(PATIENCE_SECONDS)))
    const onError = (error: Error) => {
      thread = null
      settle(() => reject(new PdfUnreadable(error.message)))
    }
    const settle = (outcome: () => void) => {
      reader.off('message', onMessage).off('error', onError).off('exit', onExit)
      outcome()
    }
    reader.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}
