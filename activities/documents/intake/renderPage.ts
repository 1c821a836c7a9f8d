/** Pictures of a PDF's pages, so that a clerk sees a receipt without opening the file itself. */
import sharp from 'sharp'
import { z } from 'zod'
import { readPdf } from './pdfThread'

export interface RenderedPage {
  /** PNG. */
  image: Buffer
  /** How many pages the PDF has. */
  pages: number
}

/** Long side in pixels: an A4 sheet at 150 dpi. */
const LONG_SIDE = 1754

const Rendered = z.object({
  pages: z.number(),
  width: z.number().optional(),
  height: z.number().optional(),
  data: z.instanceof(Uint8Array).optional(),
})

/**
 * Draws one page.
 * @param page counted from 1
 * @returns null when there is no such page, or none that can be drawn
 * @throws PdfUnreadable, PdfReaderStalled
 */
export async function renderPage(bytes: Buffer, page: number): Promise<RenderedPage | null> {
  const { pages, width, height, data } = await readPdf(bytes, { task: 'render', page, longSide: LONG_SIDE }, Rendered)
  if (width === undefined || height === undefined || data === undefined) return null
  const image = await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png()
    .toBuffer()
  return { image, pages }
}
