/** A PDF made by us of the pictures of another one's pages, small enough to be stored (D11, D13). */
import sharp from 'sharp'
import type { Picture } from '../intake/judgement'
import { assemblePdf } from './assemblePdf'

const POINTS_PER_PIXEL = 72 / 150
/** For the objects of a page besides its picture. */
const BYTES_PER_PAGE = 600
/** How the pictures are made smaller, step by step, until they fit. */
const FIRST_STEPS = [
  { quality: 60, scale: 1 },
  { quality: 45, scale: 1 },
]
const SMALLER = 0.7
const LAST_QUALITY = 45

export interface FittedPdf {
  bytes: Buffer
  /** The pictures that are in it. */
  pages: Picture[]
}

/** @param maxBytes for the whole file */
export async function fittedPdf(
  pictures: readonly Picture[],
  maxBytes: number,
): Promise<FittedPdf> {
  const pages = await fitted(pictures, maxBytes - (pictures.length + 1) * BYTES_PER_PAGE)
  return { bytes: pdfOf(pages), pages }
}

async function fitted(pictures: readonly Picture[], maxBytes: number): Promise<Picture[]> {
  let pages = [...pictures]
  for (const step of steps()) {
    if (pages.reduce((sum, { bytes }) => sum + bytes.length, 0) <= maxBytes) break
    pages = []
    for (const picture of pictures) pages.push(await smaller(picture, step))
  }
  return pages
}

type Step = (typeof FIRST_STEPS)[number]

/** Ends, since at last each picture is a single pixel. */
function* steps(): Generator<Step> {
  yield* FIRST_STEPS
  for (let scale = SMALLER; ; scale *= SMALLER) yield { quality: LAST_QUALITY, scale }
}

async function smaller({ bytes, width }: Picture, { quality, scale }: Step): Promise<Picture> {
  const { data, info } = await sharp(bytes)
    .resize({ width: Math.max(1, Math.round(width * scale)) })
    .jpeg({ quality })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, width: info.width, height: info.height }
}

const CATALOG = 1
const PAGES = 2
const FIRST_PAGE = 3
const OBJECTS_PER_PAGE = 3

function pdfOf(pages: readonly Picture[]): Buffer {
  const kids = pages.map((_, index) => `${FIRST_PAGE + OBJECTS_PER_PAGE * index} 0 R`)
  return assemblePdf(
    [
      [`<< /Type /Catalog /Pages ${PAGES} 0 R >>`],
      [`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${pages.length} >>`],
      ...pages.flatMap((page, index) => pageObjects(page, FIRST_PAGE + OBJECTS_PER_PAGE * index)),
    ],
    `/Root ${CATALOG} 0 R `,
  )
}

/** The page, its drawing and its picture. */
function pageObjects({ bytes, width, height }: Picture, page: number): (string | Buffer)[][] {
  const [right, top] = [width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL]
  const drawing = `${right} 0 0 ${top} 0 0 cm /P Do`
  return [
    [
      `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox [0 0 ${right} ${top}] `,
      `/Contents ${page + 1} 0 R /Resources << /XObject << /P ${page + 2} 0 R >> >> >>`,
    ],
    [`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`],
    [
      `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} `,
      `/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${bytes.length} >>\nstream\n`,
      bytes,
      '\nendstream',
    ],
  ]
}
