/**
 * What a JPEG carries beside its picture. Files that are a picture to one reader and a page, a document or an archive to another
 * (polyglots) hide the second nature in comments, in application segments or behind the picture's end.
 */
import { detail } from '../../../../workflows/domain/faultDetails'
import { segmentName } from './jpegMarkers'
import type { JpegAnatomy, JpegSegment } from './jpegMarkers'

/** Segments that cameras and picture editors write, by marker. */
const KNOWN_SEGMENTS: Record<number, readonly string[]> = {
  0xe0: ['JFIF', 'JFXX'],
  0xe1: ['Exif', 'http://ns.adobe.com/xap/1.0/', 'http://ns.adobe.com/xmp/extension/'],
  0xe2: ['ICC_PROFILE', 'MPF'],
  0xec: ['Ducky'],
  0xed: ['Photoshop 3.0'],
  0xee: ['Adobe'],
}
const COMMENT = 0xfe
const LONGEST_COMMENT = 256

/** By what a browser, a PDF reader or an archiver would take the file for its own. */
const OTHER_NATURES = [
  { code: 'pdf', sign: /%PDF-/ },
  { code: 'zip', sign: /PK\x03\x04/ },
  { code: 'html', sign: /<(!doctype|html|head|body|script|iframe|svg)[\s>]/i },
] as const

/** Everything beside the picture that a photo may not have, as details of a fault; empty for a clean one. */
export function foreignToPhoto(bytes: Buffer, anatomy: JpegAnatomy): string[] {
  const unknown = anatomy.segments
    .filter((segment) => !isUsual(bytes, segment))
    .map(({ marker }) => partOf(marker))
  const surplus = surplusOf(bytes, anatomy).length
  const behind = surplus === 0 ? [] : [detail('behindEnd', surplus)]
  return [...unknown, ...behind, ...otherNatures(bytes, anatomy)]
}

/** What no picture may have: a second nature. Telephones put more pictures behind the first one's end, so that alone says nothing. */
export function otherNatures(bytes: Buffer, anatomy: JpegAnatomy): string[] {
  const beside = [
    ...anatomy.segments.map(({ start, end }) => bytes.subarray(start, end)),
    surplusOf(bytes, anatomy),
  ]
  const texts = beside.map((part) => part.toString('latin1'))
  return OTHER_NATURES.filter(({ sign }) => texts.some((text) => sign.test(text))).map(({ code }) =>
    detail(code),
  )
}

function surplusOf(bytes: Buffer, { end }: JpegAnatomy): Buffer {
  return end === null ? Buffer.alloc(0) : bytes.subarray(end)
}

/** A known segment, or a comment that is short plain text, as many programs leave one. */
function isUsual(bytes: Buffer, segment: JpegSegment): boolean {
  if (segment.marker !== COMMENT)
    return KNOWN_SEGMENTS[segment.marker]?.includes(segmentName(bytes, segment)) ?? false
  const text = bytes.toString('latin1', segment.start, segment.end)
  return text.length <= LONGEST_COMMENT && /^[\x20-\x7e\r\n\t]*\0?$/.test(text)
}

function partOf(marker: number): string {
  return marker === COMMENT ? detail('comment') : detail('segment', marker - 0xe0)
}
