/** Draws the pages of a PDF as pictures, the only form in which anybody sees them (D14). */
import sharp from 'sharp'
import type { Picture } from '../intake/judgement'
import { PdfOverMemory } from './pdfium'
import type { OpenPdf, Pdfium } from './pdfium'

/** As sharp as a scan. */
const DOTS_PER_INCH = 150
const POINTS_PER_INCH = 72
/** Two A4 pages; a longer page is drawn smaller. */
const MAX_PAGE_PIXELS = 4_400_000
/** Of all pages together; the pages of a file with more than about 25 are drawn smaller. */
const MAX_TOTAL_PIXELS = 56_000_000
const MAX_SIDE_PIXELS = 10_000
const QUALITY = 80

const RGB = 2
const BYTES_PER_PIXEL = 3
const WHITE = 0xffffffff
/** Draws annotations too; red comes first. */
const FLAGS = 0x01 | 0x10

export interface DrawnPages {
  /** The pages that could be drawn. */
  pages: Picture[]
  /** Numbers of those that came out in one colour. */
  blank: number[]
}

/**
 * Draws every page once, one after another.
 * @param count of the pages that the file says it has
 * @param look is called with each open page
 */
export async function drawPages(
  pdf: OpenPdf,
  count: number,
  look: (page: number) => void,
): Promise<DrawnPages> {
  const { pdfium, document } = pdf
  const drawn: DrawnPages = { pages: [], blank: [] }
  const maxPixels = Math.min(MAX_PAGE_PIXELS, MAX_TOTAL_PIXELS / count)
  for (let index = 0; index < count; index += 1) {
    const page = pdfium._FPDF_LoadPage(document, index)
    if (page === 0) continue
    look(page)
    const size = sizeOf(pdfium, page, maxPixels)
    if (size !== null) {
      const pixels = draw(pdf, page, size)
      if (isOneColour(pixels)) drawn.blank.push(index + 1)
      drawn.pages.push({ bytes: await encode(pixels, size), ...size })
    }
    pdfium._FPDF_ClosePage(page)
  }
  return drawn
}

interface Size {
  width: number
  height: number
}

/** Pixels of a page's picture; null for a page without a size. */
function sizeOf(pdfium: Pdfium, page: number, maxPixels: number): Size | null {
  const width = pdfium._FPDF_GetPageWidthF(page)
  const height = pdfium._FPDF_GetPageHeightF(page)
  if (!(width > 0 && height > 0)) return null
  const scale = Math.min(
    DOTS_PER_INCH / POINTS_PER_INCH,
    Math.sqrt(maxPixels / (width * height)),
    MAX_SIDE_PIXELS / Math.max(width, height),
  )
  return { width: Math.ceil(width * scale), height: Math.ceil(height * scale) }
}

/** Three bytes for each pixel, without gaps between the lines. */
function draw({ pdfium, form }: OpenPdf, page: number, { width, height }: Size): Buffer {
  const stride = width * BYTES_PER_PIXEL
  const address = pdfium.wasmExports.malloc(stride * height)
  if (address === 0) throw new PdfOverMemory()
  const bitmap = pdfium._FPDFBitmap_CreateEx(width, height, RGB, address, stride)
  pdfium._FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
  pdfium._FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS)
  if (form !== 0) pdfium._FPDF_FFLDraw(form, bitmap, page, 0, 0, width, height, 0, FLAGS)
  pdfium._FPDFBitmap_Destroy(bitmap)
  const pixels = Buffer.from(pdfium.HEAPU8.subarray(address, address + stride * height))
  pdfium.wasmExports.free(address)
  return pixels
}

function isOneColour(pixels: Buffer): boolean {
  return (
    pixels.compare(pixels, BYTES_PER_PIXEL, pixels.length, 0, pixels.length - BYTES_PER_PIXEL) === 0
  )
}

/** Optimised coding would halve the size of a page with text and double the time. */
function encode(pixels: Buffer, { width, height }: Size): Promise<Buffer> {
  return sharp(pixels, { raw: { width, height, channels: BYTES_PER_PIXEL } })
    .jpeg({ quality: QUALITY, optimiseCoding: false })
    .toBuffer()
}
