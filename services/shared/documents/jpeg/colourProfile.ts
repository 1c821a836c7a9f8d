/**
 * The colour profile of a JPEG (ICC.1). Stored copies have none: without one, every viewer reads a
 * picture as sRGB or grey, and a profile has room for anything.
 */
import { segmentName } from './jpegMarkers'
import type { JpegSegment } from './jpegMarkers'

const APP2 = 0xe2
/** Name with NUL, number of the part, count of parts. */
const PART_HEAD_BYTES = 'ICC_PROFILE\0'.length + 2
const HEADER_BYTES = 128
/** Red, green and blue of sRGB, adapted to D50: X, Y, Z. */
const SRGB_PRIMARIES: Record<string, readonly number[]> = {
  rXYZ: [0.436, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
}
/** Programs round; the primaries of other usual profiles differ by at least ten times as much. */
const TOLERANCE = 0.01

export function isColourProfile(file: Buffer, segment: JpegSegment): boolean {
  return segment.marker === APP2 && segmentName(file, segment) === 'ICC_PROFILE'
}

/**
 * Whether the colours of a picture change when its profile is dropped: it has a readable profile
 * for colours other than sRGB. What is not a profile is ignored by every viewer.
 */
export function needsItsProfile(file: Buffer, segments: readonly JpegSegment[]): boolean {
  const parts = segments
    .filter((segment) => isColourProfile(file, segment))
    .map(({ start, end }) => file.subarray(start + PART_HEAD_BYTES, end))
  const profile = Buffer.concat(parts)
  if (profile.length < HEADER_BYTES + 4 || text(profile, 36) !== 'acsp') return false
  return text(profile, 16) === 'RGB ' && !hasPrimariesOfSrgb(profile)
}

function hasPrimariesOfSrgb(profile: Buffer): boolean {
  return Object.entries(SRGB_PRIMARIES).every(([tag, expected]) => {
    const found = xyzOf(profile, tag)
    return found !== null && found.every((value, at) => Math.abs(value - expected[at]!) < TOLERANCE)
  })
}

/** The value of a tag of type XYZ; null if there is none. */
function xyzOf(profile: Buffer, tag: string): number[] | null {
  const count = Math.min(profile.readUInt32BE(HEADER_BYTES), MOST_TAGS)
  for (let index = 0; index < count; index += 1) {
    const at = HEADER_BYTES + 4 + index * 12
    if (at + 12 > profile.length) return null
    if (text(profile, at) !== tag) continue
    // After the type and four empty bytes: three numbers with 16 bits after the point.
    const value = profile.readUInt32BE(at + 4) + 8
    if (value + 12 > profile.length) return null
    return [0, 4, 8].map((offset) => profile.readInt32BE(value + offset) / 65_536)
  }
  return null
}

const MOST_TAGS = 100

function text(profile: Buffer, at: number): string {
  return profile.toString('latin1', at, at + 4)
}
