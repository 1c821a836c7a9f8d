/**
 * The rules for pictures: one set for every JPEG, and a stricter one for the photo of the card
 * (S37, S38, D10).
 */
import {
  MAX_PIXELS,
  PHOTO_DPI,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
} from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import {
  densityOf,
  statedDensities,
  densityText,
  dpiOf,
  exifOf,
  isPhotoDensity,
  keptDensity,
} from '../jpeg/density'
import type { Density } from '../jpeg/density'
import type { Exif } from '../jpeg/exif'
import type { FaultList } from './faultList'
import { foreignToPhoto, otherNatures } from './foreignContent'
import { damageOf } from '../pictures/imageLibrary'
import { walkJpeg } from '../jpeg/jpegMarkers'
import type { JpegAnatomy, JpegFrame } from '../jpeg/jpegMarkers'
import type { Measured } from './measured'

/** Baseline, extended and progressive Huffman coding: readable by every viewer and card printer. */
const READABLE_CODINGS = [0xc0, 0xc1, 0xc2]
/** Usual files have about ten; each scan costs a full pass over the picture. */
const MAX_SCANS = 100
const NO_SIZE = { width: null, height: null } as const

/**
 * Checks the picture of a receipt or letter: sound, of a usual coding and of a size that can be
 * shown.
 */
export async function inspectPicture(bytes: Buffer, faults: FaultList): Promise<Measured> {
  const anatomy = walkJpeg(bytes)
  await inspectCoding(bytes, anatomy, faults)
  for (const nature of otherNatures(bytes, anatomy)) faults.add('foreignContent', nature, 'JPEG')
  const exif = exifOf(bytes, anatomy.segments)
  return measured(anatomy, exif, densityOf(bytes, anatomy.segments, exif))
}

/**
 * Checks the photo of the card: the rules for pictures, and 600×800 upright, 300 dpi, RGB or grey,
 * no extra content.
 */
export async function inspectPhoto(bytes: Buffer, faults: FaultList): Promise<Measured> {
  const anatomy = walkJpeg(bytes)
  await inspectCoding(bytes, anatomy, faults)
  for (const part of foreignToPhoto(bytes, anatomy)) faults.add('foreignContent', part, 'JPEG')

  const exif = exifOf(bytes, anatomy.segments)
  const density = densityOf(bytes, anatomy.segments, exif)
  const requiredDensity = `${PHOTO_DPI} dpi`
  if (density === null) faults.add('noDensity', detail('notStated'), requiredDensity)
  else if (!isPhotoDensity(density))
    faults.add(
      'wrongDensity',
      densityText(statedDensities(bytes, anatomy.segments, exif)),
      requiredDensity,
    )

  const found = measured(anatomy, exif, density)
  if (anatomy.frame === null) return found
  const { components } = anatomy.frame
  if (components !== 1 && components !== 3) {
    faults.add(
      'wrongColour',
      components === 4 ? detail('cmyk') : detail('channels', components),
      detail('rgbOrGrey'),
    )
  }
  const { width, height } = found
  if (width !== PHOTO_WIDTH || height !== PHOTO_HEIGHT) {
    faults.add('wrongDimensions', `${width}×${height}`, `${PHOTO_WIDTH}×${PHOTO_HEIGHT}`)
  }
  return found
}

/** The values of the copy that is kept. */
function measured({ frame }: JpegAnatomy, exif: Exif | null, density: Density | null) {
  const size = frame === null ? NO_SIZE : upright(frame, exif?.orientation ?? 1)
  const kept = keptDensity(density)
  return { format: 'jpeg', ...size, dpi: kept === null ? null : dpiOf(kept) } as const
}

async function inspectCoding(
  bytes: Buffer,
  { frame, scans, broken, end }: JpegAnatomy,
  faults: FaultList,
): Promise<void> {
  const damaged = (what: string) => faults.add('damaged', what, 'JPEG')
  if (broken !== null)
    damaged(detail(broken.what === 'noEnd' ? 'noEnd' : 'brokenStructure', broken.at))
  if (frame === null) {
    if (broken === null) damaged(detail('noFrame'))
    return
  }
  if (!READABLE_CODINGS.includes(frame.sof)) {
    faults.add('unsupportedCoding', detail('coding', frame.sof - 0xc0), detail('usualCoding'))
  }
  if (frame.precision !== 8)
    faults.add('unsupportedCoding', detail('bits', frame.precision), detail('bits', 8))
  if (scans > MAX_SCANS)
    faults.add('unsupportedCoding', detail('scans', scans), detail('maxScans', MAX_SCANS))

  const pixels = frame.width * frame.height
  if (pixels === 0) damaged(detail('noPixels'))
  else if (pixels > MAX_PIXELS) {
    faults.add('tooManyPixels', `${frame.width}×${frame.height}`, String(MAX_PIXELS))
  } else if (scans <= MAX_SCANS) {
    const damage = await damageOf(bytes.subarray(0, end ?? bytes.length), frame)
    if (damage !== null) damaged(damage)
  }
}

/** Width and height as seen: EXIF orientations 5 to 8 swap them. */
function upright(
  { width, height }: JpegFrame,
  orientation: number,
): { width: number; height: number } {
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}
