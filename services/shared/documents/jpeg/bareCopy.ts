/**
 * The copy of a picture that is kept: the visible picture without metadata. Phones add the
 * location, the time, their serial number and thumbnails of what was cropped away. A card needs
 * none of it, so none is kept (KVKK article 4: data minimisation). No pixel changes: the coded data
 * is copied unchanged.
 */
import { densityOf, exifOf, keptDensity } from './density'
import type { Density } from './density'
import { fileTypeOf } from '../intake/fileType'
import { segmentName, walkJpeg } from './jpegMarkers'
import type { JpegAnatomy, JpegSegment } from './jpegMarkers'
import { exifSegment, jfifSegment } from './pictureHeader'

const SEGMENT_HEAD_BYTES = 4
const JFIF_BYTES = 14
const ADOBE_BYTES = 14
const APP14 = 0xee

/**
 * Keeps of a JPEG the picture, its orientation, its resolution and how its colours are coded.
 * Viewers then read it as sRGB or grey; a photo of other colours is converted first. Idempotent;
 * a file that states its resolution without a unit gets some bytes longer.
 * @param file one that passed intake; anything but a JPEG, such as a PDF, is returned unchanged
 * @param known its structure, where that has been read already
 * @param stated the resolution that the copy states; that of the file if it is not given
 */
export function bareCopy(
  file: Buffer,
  { known, stated }: { known?: JpegAnatomy; stated?: Density } = {},
): Buffer {
  if (fileTypeOf(file) !== 'jpeg') return file
  const { segments, end } = known ?? walkJpeg(file)
  const exif = exifOf(file, segments)
  const orientation = exif?.orientation ?? 1
  const density = stated ?? keptDensity(densityOf(file, segments, exif))
  return Buffer.concat([
    file.subarray(0, 2),
    ...headers(hasJfif(file, segments), orientation, density),
    ...keptParts(file, segments, end ?? file.length),
  ])
}

/**
 * JFIF also implies how colours are coded, so a file without it gets none; EXIF then states the
 * resolution.
 */
function headers(hadJfif: boolean, orientation: number, density: Density | null): Buffer[] {
  if (!hadJfif) return exifSegment({ orientation, density })
  const { x, y, unit } = density ?? { x: 1, y: 1, unit: 'none' }
  const jfif = jfifSegment({ x: Math.round(x), y: Math.round(y), unit })
  // Readers that find EXIF ignore JFIF, so a turned picture states its resolution in both.
  return orientation === 1 ? [jfif] : [jfif, ...exifSegment({ orientation, density })]
}

/** The data between the start and end markers, without the segments that are not needed. */
function keptParts(file: Buffer, segments: readonly JpegSegment[], end: number): Buffer[] {
  const dropped = segments.filter((segment) => !isAboutColours(file, segment))
  const starts = [2, ...dropped.map((segment) => segment.end)]
  const ends = [...dropped.map(({ start }) => start - SEGMENT_HEAD_BYTES), end]
  return starts.map((start, index) => file.subarray(start, ends[index]))
}

/** Adobe's segment on how colours are coded. A longer one of Adobe holds something else. */
export function isAboutColours(file: Buffer, segment: JpegSegment): boolean {
  return (
    segment.marker === APP14 &&
    segmentName(file, segment) === 'Adobe' &&
    segment.end - segment.start <= ADOBE_BYTES
  )
}

function hasJfif(file: Buffer, segments: readonly JpegSegment[]): boolean {
  return segments.some(
    (each) =>
      each.marker === 0xe0 &&
      segmentName(file, each) === 'JFIF' &&
      each.end - each.start >= JFIF_BYTES,
  )
}
