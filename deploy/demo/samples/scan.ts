/**
 * The first page of a PDF as a phone or scanner would deliver it: a JPEG of any size and
 * resolution.
 */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'

/** Long side in pixels: an A4 page at 150 dpi. */
const LONG_SIDE = 1754

export async function scanOf(pdf: Buffer): Promise<Buffer> {
  const library = await PDFiumLibrary.init()
  const document = await library.loadDocument(pdf)
  const sheet = document.getPage(0)
  const { originalWidth, originalHeight } = sheet.getOriginalSize()
  const scale = LONG_SIDE / Math.max(originalWidth, originalHeight)
  const { width, height, data } = await sheet.render({ scale, render: 'bitmap' })
  document.destroy()
  library.destroy()
  return sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .jpeg({ quality: 80 })
    .toBuffer()
}
