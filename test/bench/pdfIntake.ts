/**
 * PDFs of one page judged, drawn and encoded on one core, compared with PDFium's drawing. The two alternate file by file, so that a busy machine slows both equally.
 */
import { PDFiumLibrary } from '@hyzyla/pdfium'
import sharp from 'sharp'
import { judgePdf } from '../../services/shared/documents/intake/judgePdf'
import { makeReceipt } from '../../deploy/demo/drawing/papers'
import { median } from './median'

export interface PdfIntake {
  /** Time of intake relative to PDFium's drawing alone: the median of all files. */
  ratio: number
  /** The same relative to the drawing and a JPEG encoder: nothing can be stored without one. */
  ratioWithEncoder: number
  intakeMs: number
  drawingMs: number
  encodingMs: number
}

const FILES = 40
/** As intake draws. */
const DOTS_PER_INCH = 150
const POINTS_PER_INCH = 72

export async function measurePdfIntake(): Promise<PdfIntake> {
  const library = await PDFiumLibrary.init()
  const before = sharp.concurrency()
  sharp.concurrency(1)
  sharp.cache(false)
  try {
    const spent: { intake: number; drawing: number; encoding: number }[] = []
    for (let seed = 0; seed < FILES; seed += 1) spent.push(await oneFile(library, seed))
    const warm = spent.slice(FILES / 4)
    return {
      ratio: median(warm.map(({ intake, drawing }) => intake / drawing)),
      ratioWithEncoder: median(
        warm.map(({ intake, drawing, encoding }) => intake / (drawing + encoding)),
      ),
      intakeMs: median(warm.map(({ intake }) => intake)),
      drawingMs: median(warm.map(({ drawing }) => drawing)),
      encodingMs: median(warm.map(({ encoding }) => encoding)),
    }
  } finally {
    library.destroy()
    sharp.concurrency(before)
    sharp.cache(true)
  }
}

async function oneFile(library: PDFiumLibrary, seed: number) {
  const file = makeReceipt(seed)
  const began = performance.now()
  const { outcome } = await judgePdf('receipt', file)
  if (outcome !== 'taken') throw new Error('The bench measures papers that pass')
  const intake = performance.now() - began
  const bareBegan = performance.now()
  let encoding = 0
  await drawOnly(library, file, async (pixels, width, height) => {
    const encodingBegan = performance.now()
    await sharp(pixels, { raw: { width, height, channels: 4 } })
      .jpeg()
      .toBuffer()
    encoding = performance.now() - encodingBegan
  })
  return { intake, drawing: performance.now() - bareBegan - encoding, encoding }
}

type Encode = (pixels: Uint8Array, width: number, height: number) => Promise<void>

async function drawOnly(library: PDFiumLibrary, file: Buffer, encode: Encode): Promise<void> {
  const document = await library.loadDocument(file)
  const { data, width, height } = await document
    .getPage(0)
    .render({ scale: DOTS_PER_INCH / POINTS_PER_INCH, render: 'bitmap' })
  await encode(data, width, height)
  document.destroy()
}
