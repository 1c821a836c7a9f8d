/** The EXIF values that the photo rules need: orientation, and resolution with its unit. */

export interface Exif {
  /** 1 to 8; 1 is upright, 5 to 8 are turned by 90°. */
  orientation: number
  /** Resolution per axis, or null if the file has no usable number. */
  x: number | null
  y: number | null
  /** 1 none, 2 inch, 3 centimetre; inch if the file states no unit, as TIFF defines. */
  unit: number
}

export const EXIF_TAG = {
  orientation: 0x0112,
  xResolution: 0x011a,
  yResolution: 0x011b,
  resolutionUnit: 0x0128,
} as const
export const EXIF_TYPE = { short: 3, long: 4, rational: 5 } as const
const ENTRY_BYTES = 12

/**
 * Reads the first directory of a TIFF block.
 * @returns null if it is not TIFF; damaged entries count as missing
 */
export function readExif(tiff: Buffer): Exif | null {
  const order = tiff.toString('latin1', 0, 2)
  if ((order !== 'II' && order !== 'MM') || tiff.length < 8) return null
  const little = order === 'II'
  const u16 = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const u32 = (at: number) => (little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  if (u16(2) !== 42) return null

  const directory = u32(4)
  const exif: Exif = { orientation: 1, x: null, y: null, unit: 2 }
  if (directory + 2 > tiff.length) return exif
  const entries = u16(directory)
  for (let index = 0; index < entries; index += 1) {
    const at = directory + 2 + index * ENTRY_BYTES
    if (at + ENTRY_BYTES > tiff.length) break
    const value = valueOf(u16(at + 2), at + 8)
    if (value !== null) take(u16(at), value)
  }
  return exif

  function valueOf(type: number, at: number): number | null {
    if (type === EXIF_TYPE.short) return u16(at)
    if (type === EXIF_TYPE.long) return u32(at)
    if (type !== EXIF_TYPE.rational) return null
    const pointer = u32(at)
    if (pointer + 8 > tiff.length) return null
    const denominator = u32(pointer + 4)
    return denominator === 0 ? null : u32(pointer) / denominator
  }

  function take(tag: number, value: number): void {
    if (tag === EXIF_TAG.orientation && value >= 1 && value <= 8) exif.orientation = value
    if (tag === EXIF_TAG.xResolution && value > 0) exif.x = value
    if (tag === EXIF_TAG.yResolution && value > 0) exif.y = value
    if (tag === EXIF_TAG.resolutionUnit) exif.unit = value
  }
}
