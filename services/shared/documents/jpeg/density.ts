/**
 * The resolution that a JPEG file states (S38, D10). Image libraries do not help: they report 72
 * for a file that states none, ignore the vertical axis, and round.
 */
import { PHOTO_DPI, PHOTO_DPI_TOLERANCE } from '../../../../workflows/domain/documents'
import { readExif } from './exif'
import type { Exif } from './exif'
import { segmentName } from './jpegMarkers'
import type { JpegSegment } from './jpegMarkers'

export interface Density {
  x: number
  y: number
  unit: 'inch' | 'centimetre'
}

const APP0 = 0xe0
const APP1 = 0xe1
const APP13 = 0xed
const RESOLUTION_RESOURCE = Buffer.from('8BIM\x03\xed', 'latin1')
const EXIF_HEADER = 'Exif\0\0'.length
const JFIF_HEADER = 'JFIF\0'.length
const CM_PER_INCH = 2.54
/** The maximum of a JFIF header. */
const MAX_DENSITY = 65_535
const PHOTO_DENSITY: Density = { x: PHOTO_DPI, y: PHOTO_DPI, unit: 'inch' }

/** The file's first EXIF block, or null. */
export function exifOf(bytes: Buffer, segments: readonly JpegSegment[]): Exif | null {
  const segment = segments.find(
    (each) => each.marker === APP1 && segmentName(bytes, each) === 'Exif',
  )
  return segment === undefined
    ? null
    : readExif(bytes.subarray(segment.start + EXIF_HEADER, segment.end))
}

/** A density, and the header that states it. */
export interface StatedDensity {
  header: 'EXIF' | 'JFIF' | 'Photoshop'
  density: Density
}

/**
 * The densities that a file states for both axes with a unit of length, the one that counts first:
 * EXIF before JFIF, as in sharp and most viewers, and Photoshop's own record last.
 */
export function statedDensities(
  bytes: Buffer,
  segments: readonly JpegSegment[],
  exif: Exif | null,
): StatedDensity[] {
  return [
    { header: 'EXIF' as const, density: densityOfExif(exif) },
    { header: 'JFIF' as const, density: densityOfJfif(bytes, segments) },
    { header: 'Photoshop' as const, density: densityOfPhotoshop(bytes, segments) },
  ].flatMap(({ header, density }) => (density === null ? [] : [{ header, density }]))
}

/** The density that counts, or null. */
export function densityOf(
  bytes: Buffer,
  segments: readonly JpegSegment[],
  exif: Exif | null,
): Density | null {
  return statedDensities(bytes, segments, exif)[0]?.density ?? null
}

/** Whether both axes are 300 dpi, within the precision of their unit (D10). */
export function isPhotoDensity(density: Density): boolean {
  return perInch(density).every(
    (value) => Math.abs(value - PHOTO_DPI) <= PHOTO_DPI_TOLERANCE[density.unit],
  )
}

/**
 * The density for the kept copy of a file; null if its headers cannot hold it. Anything within the
 * tolerance is written as exactly 300 dpi, so that all readers agree, whichever header they use
 * (S38).
 */
export function keptDensity(density: Density | null): Density | null {
  if (
    density === null ||
    ![density.x, density.y].every((value) => value >= 1 && value <= MAX_DENSITY)
  )
    return null
  return isPhotoDensity(density) ? PHOTO_DENSITY : density
}

/** Pixels per inch on each axis. */
export function dpiOf(density: Density): { x: number; y: number } {
  const [x, y] = perInch(density)
  return { x: rounded(x), y: rounded(y) }
}

/**
 * Such as `72×72 dpi`, whatever unit the file uses. If two headers differ, names both:
 * `72×72 dpi (EXIF), 300×300 dpi (JFIF)`.
 */
export function densityText(stated: readonly StatedDensity[]): string {
  const texts = stated.map(({ density }) => `${perInch(density).map(rounded).join('×')} dpi`)
  return new Set(texts).size === 1
    ? texts[0]!
    : texts.map((text, index) => `${text} (${stated[index]!.header})`).join(', ')
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}

function perInch({ x, y, unit }: Density): [number, number] {
  const perUnit = unit === 'inch' ? 1 : CM_PER_INCH
  return [x * perUnit, y * perUnit]
}

function densityOfExif(exif: Exif | null): Density | null {
  if (exif === null || exif.x === null || exif.y === null) return null
  const unit = unitOf(exif.unit - 1)
  return unit === null ? null : { x: exif.x, y: exif.y, unit }
}

/** After JFIF's name: version (2 bytes), unit, X and Y per unit. */
function densityOfJfif(bytes: Buffer, segments: readonly JpegSegment[]): Density | null {
  const segment = segments.find(
    (each) => each.marker === APP0 && segmentName(bytes, each) === 'JFIF',
  )
  if (segment === undefined || segment.end - segment.start < JFIF_HEADER + 7) return null
  const at = segment.start + JFIF_HEADER + 2
  const unit = unitOf(bytes.readUInt8(at))
  const x = bytes.readUInt16BE(at + 1)
  const y = bytes.readUInt16BE(at + 3)
  return unit === null || x === 0 || y === 0 ? null : { x, y, unit }
}

/**
 * Resource 03ED of Photoshop's record: both axes as 16.16 fixed-point numbers, always in pixels per
 * inch.
 */
function densityOfPhotoshop(bytes: Buffer, segments: readonly JpegSegment[]): Density | null {
  const segment = segments.find(
    (each) => each.marker === APP13 && segmentName(bytes, each) === 'Photoshop 3.0',
  )
  if (segment === undefined) return null
  const record = bytes.subarray(segment.start, segment.end)
  const resource = record.indexOf(RESOLUTION_RESOURCE)
  // After its mark: an empty name (2 bytes), the length (4), X (4), units (4), Y (4).
  const at = resource + RESOLUTION_RESOURCE.length + 2 + 4
  if (resource === -1 || at + 12 > record.length) return null
  const [x, y] = [record.readUInt32BE(at) / 65_536, record.readUInt32BE(at + 8) / 65_536]
  return x > 0 && y > 0 ? { x, y, unit: 'inch' } : null
}

/** In JFIF 1 is inch and 2 is centimetre; EXIF's codes are one higher. */
function unitOf(code: number): Density['unit'] | null {
  return code === 1 ? 'inch' : code === 2 ? 'centimetre' : null
}
