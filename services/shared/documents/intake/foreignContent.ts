/**
 * Extra content in a JPEG. Polyglots, files that are a picture to one reader and a web page, a
 * document or an archive to another, hide the second content in comments, in application segments
 * or after the end of the picture.
 */
import { detail } from '../../../../workflows/domain/faultDetails'
import { segmentName } from '../jpeg/jpegMarkers'
import type { JpegAnatomy, JpegSegment } from '../jpeg/jpegMarkers'

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

/** Signatures by which a browser, a PDF reader or an archiver recognises its own format. */
const OTHER_NATURES = [
  { code: 'pdf', sign: /%PDF-/ },
  { code: 'zip', sign: /PK\x03\x04/ },
  { code: 'html', sign: /<(!doctype|html|head|body|script|iframe|svg)[\s>]/i },
] as const

/** All extra content that a photo must not have, as details of a fault; empty for a clean one. */
export function foreignToPhoto(bytes: Buffer, anatomy: JpegAnatomy): string[] {
  const unknown = anatomy.segments
    .filter((segment) => !isUsual(bytes, segment))
    .map(({ marker }) => partOf(marker))
  const surplus = surplusOf(bytes, anatomy).length
  const appended = surplus === 0 ? [] : [detail('behindEnd', surplus)]
  return [...unknown, ...appended, ...otherNatures(bytes, anatomy)]
}

/**
 * Second formats, which no picture may have. Phones append more pictures after the end of the
 * first, so data there is not suspicious by itself.
 */
export function otherNatures(bytes: Buffer, anatomy: JpegAnatomy): string[] {
  const extra = [
    ...anatomy.segments.map(({ start, end }) => bytes.subarray(start, end)),
    surplusOf(bytes, anatomy),
  ]
  const texts = extra.map((part) => part.toString('latin1'))
  return OTHER_NATURES.filter(({ sign }) => texts.some((text) => sign.test(text))).map(({ code }) =>
    detail(code),
  )
}

function surplusOf(bytes: Buffer, { end }: JpegAnatomy): Buffer {
  return end === null ? Buffer.alloc(0) : bytes.subarray(end)
}

/** A known segment, or a short comment in plain text, as many programs write one. */
function isUsual(bytes: Buffer, segment: JpegSegment): boolean {
  if (segment.marker !== COMMENT)
    return KNOWN_SEGMENTS[segment.marker]?.includes(segmentName(bytes, segment)) ?? false
  const text = bytes.toString('latin1', segment.start, segment.end)
  return text.length <= LONGEST_COMMENT && /^[\x20-\x7e\r\n\t]*\0?$/.test(text)
}

function partOf(marker: number): string {
  return marker === COMMENT ? detail('comment') : detail('segment', marker - 0xe0)
}
