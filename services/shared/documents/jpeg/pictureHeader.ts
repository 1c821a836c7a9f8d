/** Writes the JPEG segments for resolution and orientation, as small as possible. */
import type { Density } from './density'
import { EXIF_TAG, EXIF_TYPE } from './exif'

/** The unit codes of JFIF; those of EXIF are one higher. */
const UNIT = { none: 0, inch: 1, centimetre: 2 } as const

/**
 * A JFIF 1.01 header without a thumbnail.
 * @param density per unit; `none` states a ratio only
 */
export function jfifSegment({
  x,
  y,
  unit,
}: {
  x: number
  y: number
  unit: keyof typeof UNIT
}): Buffer {
  const content = Buffer.from('JFIF\0\x01\x01\0\0\0\0\0\0\0', 'latin1')
  content.writeUInt8(UNIT[unit], 7)
  content.writeUInt16BE(x, 8)
  content.writeUInt16BE(y, 10)
  return segment(0xe0, content)
}

/**
 * An EXIF segment with these values only, as a list; empty for an upright picture without a
 * density.
 * @param orientation 1 to 8, as defined by EXIF
 */
export function exifSegment({
  orientation,
  density,
}: {
  orientation: number
  density: Density | null
}): Buffer[] {
  const entries: Entry[] = []
  if (orientation !== 1) entries.push({ tag: EXIF_TAG.orientation, value: orientation })
  if (density !== null) {
    entries.push({ tag: EXIF_TAG.xResolution, value: fraction(density.x) })
    entries.push({ tag: EXIF_TAG.yResolution, value: fraction(density.y) })
    // Inch is the default, but several readers ignore a resolution without its unit.
    entries.push({ tag: EXIF_TAG.resolutionUnit, value: UNIT[density.unit] + 1 })
  }
  return entries.length === 0
    ? []
    : [segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(entries)]))]
}

type Fraction = readonly [number, number]

interface Entry {
  tag: number
  value: number | Fraction
}

/** One directory, big-endian; fractions follow it, since an entry has room for four bytes only. */
function tiff(entries: readonly Entry[]): Buffer {
  const fractionsAt = 8 + 2 + entries.length * 12 + 4
  const head = Buffer.alloc(fractionsAt)
  head.write('MM\0*\0\0\0\x08', 'latin1')
  head.writeUInt16BE(entries.length, 8)
  const fractions: Buffer[] = []
  entries.forEach(({ tag, value }, index) => {
    const at = 10 + index * 12
    head.writeUInt16BE(tag, at)
    head.writeUInt16BE(typeof value === 'number' ? EXIF_TYPE.short : EXIF_TYPE.rational, at + 2)
    head.writeUInt32BE(1, at + 4)
    if (typeof value === 'number') return head.writeUInt16BE(value, at + 8)
    head.writeUInt32BE(fractionsAt + fractions.length * 8, at + 8)
    const pair = Buffer.alloc(8)
    pair.writeUInt32BE(value[0], 0)
    pair.writeUInt32BE(value[1], 4)
    return fractions.push(pair)
  })
  return Buffer.concat([head, ...fractions])
}

/** Rounded to a hundredth, which is finer than any density rule. */
function fraction(value: number): Fraction {
  return Number.isInteger(value) ? [value, 1] : [Math.round(value * 100), 100]
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
