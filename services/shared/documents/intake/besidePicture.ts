/** What a JPEG's file holds besides its picture: none of it is stored (D13). */
import { detail } from '../../../../workflows/domain/faultDetails'
import { isAboutColours } from '../jpeg/bareCopy'
import { isColourProfile } from '../jpeg/colourProfile'
import { EXIF_TAG, EXIF_TYPE } from '../jpeg/exif'
import { segmentName } from '../jpeg/jpegMarkers'
import type { FaultList } from './faultList'
import type { JpegAnatomy, JpegSegment } from '../jpeg/jpegMarkers'

const COMMENT = 0xfe
/** A JFIF header without a thumbnail, in bytes of content. */
const BARE_JFIF = 14
const TIFF_AT = 'Exif\0\0'.length
const OUR_TAGS: readonly number[] = Object.values(EXIF_TAG)

/** Adds everything besides the picture, which the stored copy goes without. */
export function addForeignContent(bytes: Buffer, anatomy: JpegAnatomy, faults: FaultList): void {
  for (const part of besidePicture(bytes, anatomy)) faults.add('foreignContent', part, 'JPEG')
}

function besidePicture(bytes: Buffer, { segments, end }: JpegAnatomy): string[] {
  const foreign = segments
    // A colour profile is not foreign, but every viewer does without that of sRGB.
    .filter((segment) => !isKept(bytes, segment) && !isColourProfile(bytes, segment))
    .map(({ marker }) =>
      marker === COMMENT ? detail('comment') : detail('segment', marker - 0xe0),
    )
  const surplus = end === null ? 0 : bytes.length - end
  return surplus === 0 ? foreign : [...foreign, detail('behindEnd', surplus)]
}

/** Whether a segment is one that a stored copy has. */
function isKept(bytes: Buffer, segment: JpegSegment): boolean {
  const length = segment.end - segment.start
  switch (segmentName(bytes, segment)) {
    case 'JFIF':
      return segment.marker === 0xe0 && length === BARE_JFIF
    case 'Exif':
      return segment.marker === 0xe1 && isOurs(bytes.subarray(segment.start + TIFF_AT, segment.end))
    default:
      return isAboutColours(bytes, segment)
  }
}

/** EXIF as we write it: one directory of our entries, their fractions, and nothing else. */
function isOurs(tiff: Buffer): boolean {
  if (tiff.length < 14 || tiff.toString('latin1', 0, 8) !== 'MM\0*\0\0\0\x08') return false
  const entries = tiff.readUInt16BE(8)
  const fractionsAt = 8 + 2 + entries * 12 + 4
  if (fractionsAt > tiff.length) return false
  const starts = Array.from({ length: entries }, (_, index) => 10 + index * 12)
  const fractions = starts.filter((at) => tiff.readUInt16BE(at + 2) === EXIF_TYPE.rational).length
  return (
    tiff.length === fractionsAt + fractions * 8 &&
    starts.every((at) => OUR_TAGS.includes(tiff.readUInt16BE(at)))
  )
}
