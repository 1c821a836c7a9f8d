/** The structure of a JPEG file, read marker by marker without decoding a pixel. */

export interface JpegFrame {
  /**
   * Second byte of the marker that starts the frame: C0 baseline, C1 extended, C2 progressive;
   * others are rarely readable.
   */
  sof: number
  /** Bits per sample. */
  precision: number
  width: number
  height: number
  components: number
}

/**
 * An application segment (E0–EF) or a comment (FE). Its content is from `start` up to, but not
 * including, `end`.
 */
export interface JpegSegment {
  marker: number
  start: number
  end: number
}

export interface JpegAnatomy {
  frame: JpegFrame | null
  segments: JpegSegment[]
  /** Number of passes over the picture; a progressive file may have any number. */
  scans: number
  /** Offset of the first byte after each scan's header. */
  scanEnds: number[]
  /** Offset of the first byte after the end marker; null if the file ends before it. */
  end: number | null
  /** Where and why the structure is invalid; null if it is sound. */
  broken: { what: JpegBreak; at: number } | null
}

export type JpegBreak =
  | 'noEnd'
  | 'noMarker'
  | 'wrongMarker'
  | 'segmentLength'
  | 'frameHeader'
  | 'secondFrame'
  | 'tooManySegments'

const SOI = 0xd8
const EOI = 0xd9
const SOS = 0xda
const TEM = 0x01
const COM = 0xfe
/** Usual files have about ten. A list of millions could end the process for lack of memory. */
export const MAX_SEGMENTS = 100_000
/** Longer than every name in use; a search for the end of a name never leaves its segment. */
const LONGEST_NAME = 40

/** Walks through the whole file, including entropy-coded data. Never throws, for any bytes. */
export function walkJpeg(bytes: Buffer): JpegAnatomy {
  const anatomy: JpegAnatomy = {
    frame: null,
    segments: [],
    scans: 0,
    scanEnds: [],
    end: null,
    broken: null,
  }
  const breaksOff = (what: JpegBreak, at: number): JpegAnatomy => ({
    ...anatomy,
    broken: { what, at },
  })
  let at = 2
  while (at < bytes.length) {
    if (bytes[at] !== 0xff) return breaksOff('noMarker', at)
    while (bytes[at + 1] === 0xff) at += 1
    const marker = bytes[at + 1]
    if (marker === undefined) break
    at += 2
    if (marker === EOI) return { ...anatomy, end: at }
    if (isRestart(marker) || marker === TEM) continue
    if (marker === SOI || marker === 0) return breaksOff('wrongMarker', at - 2)

    if (at + 2 > bytes.length) break
    const end = at + bytes.readUInt16BE(at)
    if (end < at + 2) return breaksOff('segmentLength', at)
    if (end > bytes.length) break
    const start = at + 2
    if (isApplication(marker) || marker === COM) {
      if (anatomy.segments.length === MAX_SEGMENTS) return breaksOff('tooManySegments', at)
      anatomy.segments.push({ marker, start, end })
    }
    if (isFrame(marker)) {
      const frame = readFrame(bytes.subarray(start, end), marker)
      if (frame === null) return breaksOff('frameHeader', at)
      // With a second frame, two readers could see two different pictures in one file.
      if (anatomy.frame !== null) return breaksOff('secondFrame', at)
      anatomy.frame = frame
    }
    at = end
    if (marker === SOS) {
      anatomy.scans += 1
      anatomy.scanEnds.push(end)
      at = endOfScan(bytes, end)
    }
  }
  return breaksOff('noEnd', bytes.length)
}

/** The name of a segment: its text up to the first NUL, such as JFIF or Exif. */
export function segmentName(bytes: Buffer, { start, end }: JpegSegment): string {
  const head = bytes.subarray(start, Math.min(end, start + LONGEST_NAME))
  const nul = head.indexOf(0)
  return head.toString('latin1', 0, nul === -1 ? head.length : nul)
}

/** The next marker outside the coded data: FF 00 is a data byte, FF D0–D7 a restart. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1]
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at
  }
  return bytes.length
}

function readFrame(header: Buffer, sof: number): JpegFrame | null {
  if (header.length < 6) return null
  return {
    sof,
    precision: header.readUInt8(0),
    height: header.readUInt16BE(1),
    width: header.readUInt16BE(3),
    components: header.readUInt8(5),
  }
}

/** C0–CF start a frame, except C4 (Huffman tables), C8 (reserved) and CC (arithmetic tables). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function isApplication(marker: number): boolean {
  return marker >= 0xe0 && marker <= 0xef
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7
}
