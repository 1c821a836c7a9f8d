/**
 * PDFium, compiled to WebAssembly. Each file gets an instance of its own: a hostile file can harm
 * neither the next one nor the process, and its memory is limited. Endless work is not stopped
 * here; the pool ends the thread that calls this.
 */
import { readFile } from 'node:fs/promises'
import { PDFiumModule } from '@hyzyla/pdfium'

/** A part of the global that Node's types leave out. */
declare const WebAssembly: {
  compile(bytes: Buffer): Promise<Program>
  instantiate(program: Program, imports: Imports): Promise<object>
  RuntimeError: ErrorConstructor
}
type Program = object
type Imports = Record<string, Record<string, unknown>>

/** The functions of PDFium that are used here; see its headers fpdfview.h, fpdf_doc.h and so on. */
export interface Pdfium {
  wasmExports: { malloc(bytes: number): number; free(address: number): void }
  /** A new object after each growth of the memory. */
  readonly HEAPU8: Uint8Array
  _FPDF_InitLibraryWithConfig(config: object): void
  _FPDF_LoadMemDocument(address: number, bytes: number, password: number): number
  _FPDF_GetLastError(): number
  _FPDF_GetPageCount(document: number): number
  _FPDF_LoadPage(document: number, index: number): number
  _FPDF_ClosePage(page: number): void
  _FPDF_GetPageWidthF(page: number): number
  _FPDF_GetPageHeightF(page: number): number
  _FPDFBitmap_CreateEx(w: number, h: number, format: number, at: number, stride: number): number
  _FPDFBitmap_FillRect(
    bitmap: number,
    left: number,
    top: number,
    width: number,
    height: number,
    colour: number,
  ): number
  _FPDF_RenderPageBitmap(
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void
  _FPDF_FFLDraw(
    form: number,
    bitmap: number,
    page: number,
    left: number,
    top: number,
    width: number,
    height: number,
    rotate: number,
    flags: number,
  ): void
  _FPDFBitmap_Destroy(bitmap: number): void
  _FPDFDOC_InitFormFillEnvironment(document: number, settings: number): number
  _FPDF_SetFormFieldHighlightAlpha(form: number, alpha: number): void
  _FPDFDoc_GetJavaScriptActionCount(document: number): number
  _FPDFDoc_GetAttachmentCount(document: number): number
  _FPDF_GetSignatureCount(document: number): number
  _FPDF_GetFormType(document: number): number
  _FPDF_GetPageAAction(page: number, event: number): number
  _FPDFAction_GetType(action: number): number
  _FPDFPage_GetAnnotCount(page: number): number
  _FPDFPage_GetAnnot(page: number, index: number): number
  _FPDFPage_CloseAnnot(annotation: number): void
  _FPDFAnnot_GetSubtype(annotation: number): number
  _FPDFAnnot_GetLink(annotation: number): number
  _FPDFLink_GetAction(link: number): number
}

/** The file asks for a password when it is opened. */
export class PdfNeedsPassword extends Error {
  override readonly name = 'PdfNeedsPassword'
}

/** The file cannot be read as a PDF. */
export class PdfUnreadable extends Error {
  override readonly name = 'PdfUnreadable'
}

/** Reading the file needs more memory than one file may take. */
export class PdfOverMemory extends Error {
  override readonly name = 'PdfOverMemory'
}

/** An open file. */
export interface OpenPdf {
  pdfium: Pdfium
  document: number
  /** What draws the fields of forms. */
  form: number
}

const MAX_MEMORY_BYTES = 256 * 1_048_576
const PASSWORD_NEEDED = 4
/** A version and then only callbacks, of which none is set. */
const FORM_SETTINGS_BYTES = 256
const FORM_SETTINGS_VERSION = 2

/**
 * Opens a PDF, as far as possible also one with a wrong structure, and works on it.
 * @throws PdfNeedsPassword, PdfUnreadable, PdfOverMemory
 */
export async function withPdf<Result>(
  bytes: Buffer,
  work: (pdf: OpenPdf) => Promise<Result>,
): Promise<Result> {
  const { pdfium, memory } = await takeInstance()
  try {
    const document = open(pdfium, bytes)
    const result = await work({ pdfium, document, form: formOf(pdfium, document) })
    // PDFium leaves out what it had no memory for.
    if (memory.refused) throw new PdfOverMemory()
    return result
  } catch (error) {
    if (memory.refused) throw new PdfOverMemory()
    // PDFium's code aborted, or its recursion was too deep.
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError)
      throw new PdfUnreadable(error.message)
    throw error
  }
}

function open(pdfium: Pdfium, bytes: Buffer): number {
  const address = pdfium.wasmExports.malloc(bytes.length)
  pdfium.HEAPU8.set(bytes, address)
  const document = pdfium._FPDF_LoadMemDocument(address, bytes.length, 0)
  if (document !== 0) return document
  const cause = pdfium._FPDF_GetLastError()
  throw cause === PASSWORD_NEEDED ? new PdfNeedsPassword() : new PdfUnreadable(`cause ${cause}`)
}

/** The fields of the file's form, without the colour that marks them for filling. */
function formOf(pdfium: Pdfium, document: number): number {
  const settings = pdfium.wasmExports.malloc(FORM_SETTINGS_BYTES)
  pdfium.HEAPU8.fill(0, settings, settings + FORM_SETTINGS_BYTES)
  pdfium.HEAPU8[settings] = FORM_SETTINGS_VERSION
  const form = pdfium._FPDFDOC_InitFormFillEnvironment(document, settings)
  if (form !== 0) pdfium._FPDF_SetFormFieldHighlightAlpha(form, 0)
  return form
}

interface Instance {
  pdfium: Pdfium
  /** Whether the instance asked for more memory than it may have. */
  memory: { refused: boolean }
}

let program: Promise<Program> | null = null

/** Compiled once for each thread. */
function compiled(): Promise<Program> {
  program ??= readFile(require.resolve('@hyzyla/pdfium/pdfium.wasm')).then((wasm) =>
    WebAssembly.compile(wasm),
  )
  return program
}

async function takeInstance(): Promise<Instance> {
  const wasm = await compiled()
  const memory = { refused: false }
  const pdfium = (await PDFiumModule({
    // PDFium prints warnings about files to the console; the findings contain the same in our words.
    print: () => {},
    printErr: () => {},
    instantiateWasm: (imports: Imports, onInstance: OnInstance) => {
      limitMemory(imports, memory)
      void WebAssembly.instantiate(wasm, imports).then((instance) => onInstance(instance, wasm))
      return {}
    },
  } as never)) as unknown as Pdfium
  pdfium._FPDF_InitLibraryWithConfig({})
  return { pdfium, memory }
}

type OnInstance = (instance: object, program: Program) => void

function limitMemory(imports: Imports, memory: Instance['memory']): void {
  const runtime = imports.env as unknown as { emscripten_resize_heap(bytes: number): boolean }
  const grow = runtime.emscripten_resize_heap
  runtime.emscripten_resize_heap = (bytes) => {
    if (bytes >>> 0 <= MAX_MEMORY_BYTES) return grow(bytes)
    memory.refused = true
    return false
  }
}
