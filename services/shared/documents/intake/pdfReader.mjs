/**
 * PDFium in a thread of its own. A hostile file of two kilobytes can ask for gigabytes and minutes: here that costs a thread,
 * which pdfThread.ts ends, and never the process. Plain JavaScript, since a thread is loaded by Node itself from the source tree.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { PDFiumLibrary } from '@hyzyla/pdfium'

/** @type {{ maxMemoryBytes: number }} */
const { maxMemoryBytes } = workerData
// PDFium's complaints on the console are about files; the answers say the same in our words.
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

/** Opens every page, or so many as may be, and tells how many there are and which have no size, as pages that are not there. */
function measure(document, maxPages) {
  const pages = document.getPageCount()
  const missing = []
  for (let index = 0; index < Math.min(pages, maxPages); index += 1) {
    const { originalWidth, originalHeight } = document.getPage(index).getOriginalSize()
    if (!(originalWidth > 0 && originalHeight > 0)) missing.push(index + 1)
  }
  return { pages, missing }
}

/** PDFium may grow its memory up to a limit of ours; where it wants more it gives up, and its thread with it. */
function instantiateWasm(imports, onInstance) {
  const grow = imports.env.emscripten_resize_heap
  imports.env.emscripten_resize_heap = (bytes) => bytes >>> 0 <= maxMemoryBytes && grow(bytes)
  readFile(fileURLToPath(import.meta.resolve('@hyzyla/pdfium/pdfium.wasm')))
    .then((wasm) => WebAssembly.instantiate(wasm, imports))
    .then(({ instance, module }) => onInstance(instance, module))
  return {}
}
