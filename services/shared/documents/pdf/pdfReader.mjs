/**
 * PDFium in its own thread. A hostile file of two kilobytes can request gigabytes and minutes; here
 * that costs a thread, which pdfThread.ts terminates, never the process. Plain JavaScript, since
 * Node loads the thread's file from the source tree.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { PDFiumLibrary } from '@hyzyla/pdfium'

/** @type {{ maxMemoryBytes: number }} */
const { maxMemoryBytes } = workerData
// PDFium prints warnings about files to the console; the answers contain the same in our words.
console.log = console.warn = console.error = () => {}
const library = await PDFiumLibrary.init({ instantiateWasm })

parentPort.on('message', async ({ bytes, maxPages }) => {
  let document
  try {
    document = await library.loadDocument(bytes)
  } catch (error) {
    return parentPort.postMessage({ unreadable: error.message })
  }
  parentPort.postMessage(measure(document, maxPages))
  document.destroy()
})
parentPort.postMessage('ready')

/**
 * Opens up to maxPages pages; returns the page count and the numbers of pages without a size, which
 * count as missing.
 */
function measure(document, maxPages) {
  const pages = document.getPageCount()
  const missing = []
  for (let index = 0; index < Math.min(pages, maxPages); index += 1) {
    const { originalWidth, originalHeight } = document.getPage(index).getOriginalSize()
    if (!(originalWidth > 0 && originalHeight > 0)) missing.push(index + 1)
  }
  return { pages, missing }
}

/** Limits PDFium's memory; when it needs more it aborts, and its thread ends. */
function instantiateWasm(imports, onInstance) {
  const grow = imports.env.emscripten_resize_heap
  imports.env.emscripten_resize_heap = (bytes) => bytes >>> 0 <= maxMemoryBytes && grow(bytes)
  readFile(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')))
    .then((wasm) => WebAssembly.instantiate(wasm, imports))
    .then(({ instance, module }) => onInstance(instance, module))
  return {}
}
