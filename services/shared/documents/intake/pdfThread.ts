/** The process's one thread that reads PDFs: started at first need, asked one thing at a time, ended when it crashes or stalls. */
import { once } from 'node:events'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** The reader did not finish in time. The file may be to blame or a busy machine, so it is nobody's fault and may be tried again. */
export class PdfReaderStalled extends Error {
  override readonly name = 'PdfReaderStalled'
  constructor(seconds: number) {
    super(`The PDF reader did not answer within ${seconds} s`)
  }
}

/** The file cannot be read as a PDF; `message` says why, in the reader's words. */
export class PdfUnreadable extends Error {
  override readonly name = 'PdfUnreadable'
}

/** From the source tree, as templates are; see the file. */
const READER = path.resolve('services/shared/documents/intake/pdfReader.mjs')
const MAX_MEMORY_BYTES = 256 * 1_048_576
const PATIENCE_SECONDS = 10

const Unreadable = z.object({ unreadable: z.string() })
const Measured = z.object({
  pages: z.number(),
  /** Numbers of pages that are not there, among those that were opened. */
  missing: z.array(z.number()),
})

let thread: Worker | null = null
let queue: Promise<unknown> = Promise.resolve()

/**
 * Counts a PDF's pages and opens so many as may be, after all PDFs that came before.
 * @throws PdfUnreadable, PdfReaderStalled
 */
export function measurePdf(bytes: Buffer, maxPages: number): Promise<z.infer<typeof Measured>> {
  const answer = queue.then(() => ask(bytes, maxPages))
  queue = answer.catch(() => undefined)
  return answer.then((message) => Measured.parse(message))
}

/** Ends the thread, whatever it is at; a PDF that comes later has a new one. */
export async function endPdfReader(): Promise<void> {
  await thread?.terminate()
}

async function ask(bytes: Buffer, maxPages: number): Promise<unknown> {
  const reader = thread ?? (await startThread())
  // Only while it works does the thread keep its process alive.
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

/** What goes wrong here is no file's fault: the thread says `ready` before it has seen one. */
async function startThread(): Promise<Worker> {
  const reader = new Worker(READER, { workerData: { maxMemoryBytes: MAX_MEMORY_BYTES } })
  await once(reader, 'message')
  reader.once('exit', () => (thread = null))
  thread = reader
  return reader
}

/** A crash is the file's doing: PDFium gave up on it, or ran into its memory's limit. */
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
