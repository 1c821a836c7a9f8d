/**
 * The copy of a picture that is kept: what shows, and nothing that came along with it. Telephones write the place where a picture
 * was taken, its time, their own serial number and small pictures of what was cut away. None of it is needed for a card, so none of
 * it is kept (KVKK article 4: no more data than the purpose needs). Not a pixel changes: the coded data is copied as it stands.
 */
import { densityOf, exifOf, keptDensity } from './density'
import type { Density } from './density'
import { fileTypeOf } from './fileType'
import { segmentName, walkJpeg } from './jpegMarkers'
import type { JpegSegment } from './jpegMarkers'
import { exifSegment, jfifSegment } from './pictureHeader'

const SEGMENT_HEAD_BYTES = 4
const JFIF_BYTES = 14

/**
 * Leaves of a JPEG the picture, how to hold it upright, its resolution and its colour profile. Done twice it changes nothing, and it
 * never makes a file longer.
 * @param file one that the intake rules took; what is no JPEG, such as a PDF receipt, comes back as it is
 */
export function bareCopy(file: Buffer): Buffer {
  if (fileTypeOf(file) !== 'jpeg') return file
  const { segments, end } = walkJpeg(file)
  const exif = exifOf(file, segments)
  const orientation = exif?.orientation ?? 1
  const density = keptDensity(densityOf(file, segments, exif))
  return Buffer.concat([
    file.subarray(0, 2),
    ...headers(hasJfif(file, segments), orientation, density),
    ...keptParts(file, segments, end ?? file.length),
  ])
}

/** JFIF also tells how colours are coded, so a file that came without it gets none: EXIF then states the resolution. */
function headers(hadJfif: boolean, orientation: number, density: Density | null): Buffer[] {
  if (!hadJfif) return exifSegment({ orientation, density })
  const { x, y, unit } = density ?? { x: 1, y: 1, unit: 'none' }
  return [
    jfifSegment({ x: Math.round(x), y: Math.round(y), unit }),
    ...exifSegment({ orientation, density: null }),
  ]
}

/** What lies between the start marker and the end marker, without the segments that are not needed. */
function keptParts(file: Buffer, segments: readonly JpegSegment[], end: number): Buffer[] {
  const dropped = segments.filter((segment) => !tellsColours(file, segment))
  const starts = [2, ...dropped.map((segment) => segment.end)]
  const ends = [...dropped.map(({ start }) => start - SEGMENT_HEAD_BYTES), end]
  return starts.map((start, index) => file.subarray(start, ends[index]))
}

/** A colour profile, or Adobe's note on how colours are coded. */
function tellsColours(file: Buffer, segment: JpegSegment): boolean {
  return ['ICC_PROFILE', 'Adobe'].includes(segmentName(file, segment))
}

function hasJfif(file: Buffer, segments: readonly JpegSegment[]): boolean {
  return segments.some(
    (each) =>
      each.marker === 0xe0 &&
      segmentName(file, each) === 'JFIF' &&
      each.end - each.start >= JFIF_BYTES,
  )
}
