/** Cuts the photo of the card out of a picture (S36–S39, D10, D13). */
import {
  DOCUMENT_RULES,
  PHOTO_DPI,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
} from '../../../../workflows/domain/documents'
import { fittedFrame } from '../../../../workflows/domain/photoFrame'
import type { Frame } from '../../../../workflows/domain/photoFrame'
import type { KeptCopy, Picture, Size } from '../intake/judgement'
import { keptPicture } from '../intake/keptPicture'
import { exifSegment, jfifSegment } from '../jpeg/pictureHeader'
import { decoding } from './imageLibrary'
import { reopenPicture } from './openPicture'
import type { OpenPicture } from './openPicture'

const CARD: Size = { width: PHOTO_WIDTH, height: PHOTO_HEIGHT }
/** The first that fits into the limit is used; a face takes about 150 KB at the first. */
const QUALITIES = [92, 80, 60, 40]
const SOI_BYTES = 2
/** The preview at card size, for screens with two pixels a point. */
const PREVIEW: Size = { width: 300, height: 400 }
const PREVIEW_QUALITY = 80

/**
 * The photo of exactly 600×800 pixels and 300 dpi in that frame, sRGB or grey, baseline, at most
 * 1 MiB. The same source and frame always give the same bytes.
 * @param source a file that was judged before
 * @param frame in pixels of the upright picture as it is read
 */
export async function cutPhoto(source: Buffer, frame: Frame): Promise<KeptCopy> {
  const picture = await reopenPicture(source)
  const fitted = fittedFrame(frame, picture.size)
  for (const quality of QUALITIES) {
    const photo = withCardDensity(await cut(picture, fitted, CARD, quality))
    if (photo.length <= DOCUMENT_RULES.photo.maxBytes) return keptPicture(photo)
  }
  throw new Error('A photo of the lowest quality fits into the limit')
}

/** The photo as it will look, at card size, from the reduced picture. */
export async function afterPicture({ bytes }: Picture, frame: Frame): Promise<Picture> {
  return {
    bytes: await cut(await reopenPicture(bytes), frame, PREVIEW, PREVIEW_QUALITY),
    ...PREVIEW,
  }
}

/**
 * Scales the whole picture so that the frame has the wanted size, and takes that part: one pass,
 * which decodes a JPEG at the fraction that is enough.
 */
function cut(
  { size, upright }: OpenPicture,
  frame: Frame,
  to: Size,
  quality: number,
): Promise<Buffer> {
  const scale = to.width / frame.width
  const whole = {
    width: Math.max(to.width, Math.round(size.width * scale)),
    height: Math.max(to.height, Math.round(size.height * scale)),
  }
  const left = Math.min(Math.round(frame.left * scale), whole.width - to.width)
  const top = Math.min(Math.round(frame.top * scale), whole.height - to.height)
  return decoding(() =>
    upright()
      .resize({ ...whole, fit: 'fill' })
      .extract({ left, top, ...to })
      .jpeg({ quality, chromaSubsampling: '4:4:4', progressive: false })
      .toBuffer(),
  )
}

/** The resolution in both headers, since some programs read only one of them. */
function withCardDensity(jpeg: Buffer): Buffer {
  const density = { x: PHOTO_DPI, y: PHOTO_DPI, unit: 'inch' } as const
  return Buffer.concat([
    jpeg.subarray(0, SOI_BYTES),
    jfifSegment(density),
    ...exifSegment({ orientation: 1, density }),
    jpeg.subarray(SOI_BYTES),
  ])
}
